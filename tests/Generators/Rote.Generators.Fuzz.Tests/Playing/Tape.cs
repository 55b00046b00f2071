using System.Diagnostics.CodeAnalysis;

namespace Rote.Generators.Fuzz.Tests.Playing;

/// <summary>
/// Records what a recording implementation is asked for and what its caller gets, and makes all values of both, so that the
/// same step gives the same record every time.
/// </summary>
/// <remarks>One step at a time: the whole process shares one tape, since default members have no other way to it.</remarks>
public static class Tape
{
    /// <summary>Items of a list that a caller passes; the last repeats the first.</summary>
    private const int ListedItems = 3;

    private static readonly Dictionary<Type, Array> Slots = [];
    private static List<string> _seen = [];
    private static List<string> _got = [];
    private static Values _arguments = new(0, 1);
    private static Values _answers = new(0, 1);
    private static string _member = "";

    /// <summary>How the recording implementation answers.</summary>
    public static TapeMode Mode { get; private set; }

    /// <summary>Begins a step anew: all numbers start over.</summary>
    public static void Begin(int step, TapeMode mode)
    {
        Mode = mode;
        Slots.Clear();
        _answers = new(step + 500, 1);
        Rewind(step);
    }

    /// <summary>Repeats a step: the caller's values are the same again, the answers go on.</summary>
    public static void Rewind(int step)
    {
        _arguments = new(step, ListedItems);
        _seen = [];
        _got = [];
    }

    /// <summary>What was asked for and what was got since the last beginning.</summary>
    public static Trace Cut() => new([.. _seen], [.. _got]);

    /// <summary>The recording implementation is entered.</summary>
    public static void Enter(string member)
    {
        _member = member;
        _answers.Count = 1;
        _seen.Add(member);
    }

    /// <summary>The recording implementation sees an argument.</summary>
    public static void See(object? value)
    {
        if (value is System.Collections.ICollection { Count: var count } and not System.Collections.IDictionary)
        {
            _answers.Count = count;
        }

        _seen[^1] += " " + Show.Of(value);
    }

    /// <summary>The recording implementation is about to return.</summary>
    public static void Leave()
    {
        if (Mode == TapeMode.Throw)
        {
            throw new TapeException(_member);
        }
    }

    /// <summary>The next value of the recording implementation.</summary>
    public static T Value<T>()
    {
        if (Mode is TapeMode.Fault or TapeMode.Late && Answers.IsTask(typeof(T)))
        {
            return (T)Answers.Task(typeof(T), _answers, Mode == TapeMode.Fault ? new TapeException(_member) : null);
        }

        return Mode == TapeMode.Fault ? throw new TapeException(_member) : (T)_answers.Make(typeof(T))!;
    }

    /// <summary>The next value that the recording implementation writes to a reference.</summary>
    public static T Answer<T>() => (T)_answers.Make(typeof(T))!;

    /// <summary>The next value of the caller.</summary>
    public static T Argument<T>() => (T)_arguments.Make(typeof(T))!;

    /// <summary>What a reference of this type leads to.</summary>
    [SuppressMessage("Performance", "CA1859", Justification = "One table holds arrays of all types.")]
    public static ref T Slot<T>()
    {
        if (!Slots.TryGetValue(typeof(T), out var slot))
        {
            Slots[typeof(T)] = slot = new[] { (T)_answers.Make(typeof(T))! };
        }

        return ref ((T[])slot)[0];
    }

    /// <summary>The caller gets something.</summary>
    public static void Got(object? value) => _got.Add(Show.Of(value));

    /// <summary>The caller gets a result.</summary>
    public static Task Outcome(object? result)
    {
        Got(result);
        return Task.CompletedTask;
    }

    /// <summary>The caller waits.</summary>
    public static async Task Outcome(Task result) => await result;

    /// <summary>The caller waits for a result.</summary>
    public static async Task Outcome<T>(Task<T> result) => await Then(await result);

    /// <summary>The caller waits.</summary>
    public static async Task Outcome(ValueTask result) => await result;

    /// <summary>The caller waits for a result.</summary>
    public static async Task Outcome<T>(ValueTask<T> result) => await Then(await result);

    /// <summary>The caller reads to the end.</summary>
    public static async Task Outcome<T>(IAsyncEnumerable<T> result)
    {
        await foreach (var item in result)
        {
            Got(item);
        }
    }

    private static Task Then<T>(T result) => result switch
    {
        Task task => Outcome(task),
        ValueTask task => Outcome(task),
        _ => Outcome((object?)result),
    };
}
