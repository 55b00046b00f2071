using Rote.Generators.Fuzz.Tests.Playing;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>Plays every step on the recording implementation and on its decorator, and compares.</summary>
internal sealed class Player
{
    // A call that hangs is a failure like another, with its interface named.
    private const int PagesOfAStream = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Probe _probe;
    private readonly Func<object> _inner;
    private readonly Func<object, object> _decorate;
    private readonly Func<int, object, Task> _play;
    private readonly HashSet<string> _folded = new(StringComparer.Ordinal);

    public Player(Probe probe, Type compiled)
    {
        _probe = probe;
        _inner = compiled.GetMethod("Inner")!.CreateDelegate<Func<object>>();
        _decorate = compiled.GetMethod("Decorate")!.CreateDelegate<Func<object, object>>();
        _play = compiled.GetMethod("Play")!.CreateDelegate<Func<int, object, Task>>();
    }

    /// <summary>Plays all steps in all modes.</summary>
    /// <returns>What is not as it has to be.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        var problems = new List<string>();
        foreach (var mode in Enum.GetValues<TapeMode>())
        {
            var inner = _inner();
            var decorated = _decorate(inner);
            _folded.Clear();

            // In two modes nobody listens, in two somebody does: measured calls are others.
            using var listening = mode is TapeMode.Late or TapeMode.Fault ? new Listening() : null;
            foreach (var step in _probe.Steps)
            {
                if (await CompareAsync(step, mode, inner, decorated) is { } problem)
                {
                    problems.Add($"{_probe.Type}: {step.Member}, {mode}: {problem}");
                }
            }

            if (await DisposeAsync((IAsyncDisposable)decorated) is { } left)
            {
                problems.Add($"{_probe.Type}: {left}");
            }
        }

        return problems;
    }

    private async Task<string?> CompareAsync(Step step, TapeMode mode, object inner, object decorated)
    {
        Tape.Begin(step.Number, mode);
        var direct = await RunAsync(step.Number, inner);
        Tape.Begin(step.Number, mode);
        var first = await RunAsync(step.Number, decorated);
        Tape.Rewind(step.Number);
        var expected = Expectation.Of(step.Member, _probe.Type);
        if (direct.Seen.Count == 0)
        {
            // A default member whose body runs: it is not seen whether it was asked.
            return first.Seen.Count == 0 && first.IsSameOutcome(direct) ? null : $"direct {direct}, decorated {first}";
        }

        var second = expected.MayCache ? await RunAsync(step.Number, decorated) : first;
        var isWorking = mode is TapeMode.Plain or TapeMode.Late;
        if (!isWorking && expected.MayRepeat)
        {
            if (expected.Repeats > 0 && first.Seen.Count != expected.Repeats)
            {
                return $"not made again: {first}";
            }

            (first, second) = (first.Once(), second.Once());
        }

        if (expected.Pages is { } pages && first.Seen.Count > 0 && !first.IsSame(direct)
            && first.Seen.All(call => call.Contains($".{pages}(", StringComparison.Ordinal)))
        {
            return IsReadByPages(direct, first, isWorking) ? null : $"direct {direct}, by pages {first}";
        }

        if (expected.MayHavePages && first.Seen.Count == 0)
        {
            return first.Got.Count == PagesOfAStream ? null : $"from pages that are kept: {first}";
        }

        if (expected.Folds is not null && first.Seen.Count == 0)
        {
            // It never fails: the store hears of it later, and is asked again if it does.
            _folded.Add(expected.Folds);
            return first.Got.Count == 0 ? null : $"held back, and gave {first}";
        }

        return expected.MustPage ? $"not by pages: {first}"
            : expected.MustFold ? $"not folded: {first}"
            : !expected.MayCache && expected.Bulk is null && !first.IsSame(direct) ? $"direct {direct}, decorated {first}"
            : expected.MustBatch && !IsBatched(first, expected) ? $"not batched: {first}"
            : !IsExplained(direct, first, expected, isWorking) ? $"direct {direct}, decorated {first}"
            : expected.MayCache && second.Seen.Count == 0 && !second.IsSameOutcome(first)
                ? $"first {first}, from the cache {second}"
            : expected.MustCache && isWorking && second.Seen.Count > 0 ? $"not cached: {second}"
            : expected.MustCache && !isWorking && second.Seen.Count == 0 ? $"a failure is kept: {second}"
            : null;
    }

    // Three pages of an item, read one after the other with the stream's own arguments; a failure ends them.
    private static bool IsReadByPages(Trace direct, Trace first, bool isWorking)
    {
        var arguments = direct.Seen[0][(direct.Seen[0].IndexOf(')', StringComparison.Ordinal) + 1)..].Replace(
            " token", "", StringComparison.Ordinal);
        return first.Seen.All(call => call.Contains(arguments, StringComparison.Ordinal))
            && first.Seen[0].Contains(" null", StringComparison.Ordinal)
            && (isWorking
                ? first.Seen.Count == PagesOfAStream && first.Got.Count == PagesOfAStream
                : first.Seen.Count == 1 && first.Got is [var error] && error.Contains("Exception", StringComparison.Ordinal));
    }

    // The first call went to the store as it is, or in another form that its aspects explain.
    private static bool IsExplained(Trace direct, Trace first, Expectation expected, bool isWorking)
    {
        var isSameCall = first.Seen.SequenceEqual(direct.Seen);
        if (isSameCall && first.IsSameOutcome(direct))
        {
            return true;
        }

        return (IsBatched(first, expected)
                && (!isWorking || first.IsSameOutcome(direct) || expected.MayCache || expected.IsFound))
            || (expected.MayShare && first.Seen.Count <= 1 && first.Got.Count == direct.Got.Count);
    }

    private static bool IsBatched(Trace record, Expectation expected)
        => expected.Bulk is not null && record.Seen is [var call]
            && call.Contains($".{expected.Bulk}(", StringComparison.Ordinal);

    private async Task<Trace> RunAsync(int step, object target)
    {
        try
        {
            await _play(step, target).WaitAsync(Limit);
        }
        catch (Exception exception)
        {
            Tape.Got($"{exception.GetType().Name}: {exception.Message}");
        }

        return Tape.Cut();
    }

    // The inner store is disposed of where its interface says so, and only there.
    private async Task<string?> DisposeAsync(IAsyncDisposable decorated)
    {
        Tape.Begin(0, TapeMode.Plain);
        await decorated.DisposeAsync();
        var isDisposable = _probe.Type.AllInterfaces.Any(type
            => type.ToDisplayString() is "System.IDisposable" or "System.IAsyncDisposable");
        var calls = Tape.Cut().Seen;
        var seen = calls.Count(call => call.Contains("Dispose", StringComparison.Ordinal));
        return isDisposable != (seen == 1) ? $"disposed of {seen} times"
            : _folded.FirstOrDefault(bulk => !calls.Any(call => call.Contains($".{bulk}(", StringComparison.Ordinal))) is { } lost
                ? $"nothing of what was folded came to {lost}"
            : null;
    }
}
