using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Rote.Paging;

namespace Rote.Generators.Fuzz.Tests.Playing;

/// <summary>A sequence of values of any type, the same whenever it is begun with the same number.</summary>
/// <param name="start">Where it begins.</param>
/// <param name="count">How many items its lists have; the last of three or more repeats the first.</param>
internal sealed class Values(int start, int count)
{
    private const int Spread = 1_000;

    private static readonly Dictionary<Type, Func<int, object>> Simple = new()
    {
        [typeof(int)] = number => number,
        [typeof(uint)] = number => (uint)number,
        [typeof(long)] = number => (long)number,
        [typeof(ulong)] = number => (ulong)number,
        [typeof(short)] = number => (short)number,
        [typeof(ushort)] = number => (ushort)number,
        [typeof(byte)] = number => (byte)(number % 251),
        [typeof(sbyte)] = number => (sbyte)(number % 127),
        [typeof(nint)] = number => (nint)number,
        [typeof(nuint)] = number => (nuint)number,
        [typeof(bool)] = number => number % 2 == 0,
        [typeof(char)] = number => (char)('A' + (number % 5_000)),
        [typeof(double)] = number => number + 0.25,
        [typeof(float)] = number => number + 0.5f,
        [typeof(decimal)] = number => number + 0.125m,
        [typeof(string)] = number => $"text {number}",
        [typeof(object)] = number => number,
        [typeof(IComparable)] = number => number,
        [typeof(Guid)] = number => new Guid(number, 0, 0, new byte[8]),
        [typeof(DateTime)] = number => DateTime.UnixEpoch.AddSeconds(number),
        [typeof(DateTimeOffset)] = number => DateTimeOffset.UnixEpoch.AddSeconds(number),
        [typeof(TimeSpan)] = number => TimeSpan.FromSeconds(number),
        [typeof(DateOnly)] = number => DateOnly.FromDayNumber(number % 100_000),
        [typeof(Uri)] = number => new Uri($"https://example.org/{number}"),
        [typeof(Version)] = number => new Version(1, number),
        [typeof(Type)] = number => number % 2 == 0 ? typeof(int) : typeof(string),
        [typeof(CancellationToken)] = _ => CancellationToken.None,
        [typeof(IShape)] = number => new Mutable { Number = number },
        [typeof(Mutable)] = number => new Mutable { Number = number },
        [typeof(IDisposable)] = number => Show.Numbered(new MemoryStream(), number),
        [typeof(Stream)] = number => Show.Numbered(new MemoryStream(), number),
        [typeof(MemoryStream)] = number => Show.Numbered(new MemoryStream(), number),
        [typeof(Exception)] = number => Show.Numbered(new TapeException($"value {number}"), number),
        [typeof(Task)] = _ => Task.CompletedTask,
        [typeof(ValueTask)] = _ => default(ValueTask),
        [typeof(IEnumerable)] = number => new[] { number },
        [typeof(IEnumerator)] = number => Show.Numbered(new List<int> { number }.GetEnumerator() as IEnumerator, number),
    };

    /// <summary>Pages of a stream: only these have an end.</summary>
    private const int Pages = 3;

    private int _next = (start * Spread) + 1;
    private int _pages;

    /// <summary>How many items the next list has.</summary>
    public int Count { get; set; } = count;

    /// <summary>The next value of a type.</summary>
    public object? Make(Type type)
    {
        if (Simple.TryGetValue(type, out var simple))
        {
            return simple(_next++);
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(_next++ % values.Length);
        }

        return type.IsArray ? MakeArray(type)
            : typeof(Delegate).IsAssignableFrom(type) ? MakeDelegate(type)
            : type.IsGenericType ? MakeGeneric(type, type.GetGenericTypeDefinition(), type.GetGenericArguments())
            : Construct(type);
    }

    private object MakeArray(Type type)
    {
        var element = type.GetElementType()!;
        if (type.GetArrayRank() > 1)
        {
            return Array.CreateInstance(element, new int[type.GetArrayRank()]);
        }

        var array = Array.CreateInstance(element, Count);
        for (var index = 0; index < Count; index++)
        {
            array.SetValue(index > 1 && index == Count - 1 ? array.GetValue(0) : Make(element), index);
        }

        return array;
    }

    private object? MakeGeneric(Type type, Type open, Type[] arguments)
    {
        if (open == typeof(Nullable<>))
        {
            return Make(arguments[0]);
        }

        if (open == typeof(BatchResult<>))
        {
            return Call(nameof(ResultOf), arguments, Make(arguments[0]));
        }

        if (open == typeof(Page<>))
        {
            return Activator.CreateInstance(
                type, MakeArray(arguments[0].MakeArrayType()), ++_pages % Pages == 0 ? null : $"cursor {_next++}");
        }

        if (Answers.IsTask(type))
        {
            var make = open == typeof(Task<>) ? nameof(TaskOf) : nameof(ValueTaskOf);
            return Call(make, arguments, Make(arguments[0]));
        }

        if (arguments.Length == 1 && typeof(IAsyncEnumerable<>) == open)
        {
            return Call(nameof(StreamOf), arguments, MakeArray(arguments[0].MakeArrayType()));
        }

        if (typeof(IEnumerator).IsAssignableFrom(type) && type.IsInterface)
        {
            return Show.Numbered(Call(nameof(EnumeratorOf), arguments, MakeArray(arguments[0].MakeArrayType())), _next++);
        }

        if (type.IsAssignableFrom(typeof(List<>).MakeGenericType(arguments[0])))
        {
            return Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments[0]),
                MakeArray(arguments[0].MakeArrayType()));
        }

        if (arguments.Length == 2
            && typeof(Dictionary<,>).MakeGenericType(arguments) is var table && type.IsAssignableFrom(table))
        {
            var entries = (IDictionary)Activator.CreateInstance(table)!;
            entries[Make(arguments[0])!] = Make(arguments[1]);
            return entries;
        }

        return arguments.Length == 1 && type.GetConstructor([arguments[0].MakeArrayType()]) is { } ofArray
            ? ofArray.Invoke([MakeArray(arguments[0].MakeArrayType())])
            : Construct(type);
    }

    private object? Construct(Type type)
    {
        if (type.IsInterface)
        {
            return null;
        }

        var constructor = type.GetConstructors()
            .Where(candidate => !candidate.GetParameters().Any(parameter => parameter.ParameterType == type
                || parameter.ParameterType.IsByRefLike
                || parameter.ParameterType.IsPointer))
            .OrderByDescending(candidate => candidate.GetParameters().Length)
            .FirstOrDefault();
        return constructor is null
            ? RuntimeHelpers.GetUninitializedObject(type)
            : constructor.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType))]);
    }

    private Delegate MakeDelegate(Type type)
    {
        var number = _next++;
        var invoke = type.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType)).ToList();
        Expression body = invoke.ReturnType == typeof(void) ? Expression.Empty() : Expression.Default(invoke.ReturnType);
        return Show.Numbered(Expression.Lambda(type, body, parameters).Compile(preferInterpretation: true), number);
    }

    private static object Call(string method, Type[] arguments, object? value)
        => typeof(Values).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(arguments)
            .Invoke(null, [value])!;

    private static object ResultOf<T>(T value) => BatchResult.FromResult(value);

    private static Task<T> TaskOf<T>(T value) => Task.FromResult(value);

    private static object ValueTaskOf<T>(T value) => new ValueTask<T>(value);

    private static IEnumerator<T> EnumeratorOf<T>(T[] items) => ((IEnumerable<T>)items).GetEnumerator();

    private static async IAsyncEnumerable<T> StreamOf<T>(T[] items)
    {
        foreach (var item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }
}
