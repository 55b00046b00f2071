using System.Reflection;

namespace Rote.Generators.Fuzz.Tests.Playing;

/// <summary>Makes tasks that complete later, or fail.</summary>
internal static class Answers
{
    /// <summary>Whether a type is one of the four that are awaited.</summary>
    public static bool IsTask(Type type)
        => type == typeof(Task)
            || type == typeof(ValueTask)
            || (type.IsGenericType && type.GetGenericTypeDefinition() is var open
                && (open == typeof(Task<>) || open == typeof(ValueTask<>)));

    /// <summary>A task that completes later, or that has failed.</summary>
    public static object Task(Type type, Values values, TapeException? fault)
    {
        if (!type.IsGenericType)
        {
            var task = Plain(fault);
            return type == typeof(Task) ? task : new ValueTask(task);
        }

        var result = type.GetGenericArguments()[0];
        return typeof(Answers).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(result)
            .Invoke(null, [fault is null ? values.Make(result) : null, fault,
                type.GetGenericTypeDefinition() == typeof(Task<>)])!;
    }

    private static async Task Plain(TapeException? fault)
    {
        await System.Threading.Tasks.Task.Yield();
        if (fault is not null)
        {
            throw fault;
        }
    }

    private static object Make<T>(object? value, TapeException? fault, bool isTask)
    {
        async Task<T> Later()
        {
            await Plain(fault);
            return (T)value!;
        }

        return isTask ? Later() : new ValueTask<T>(Later());
    }
}
