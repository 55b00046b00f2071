namespace Rote.Monitoring;

/// <summary>How often a piece of work may ask its stores: for tests, which verify it at their end.</summary>
/// <remarks>
/// Counts what reaches the innermost stores of decorators from the code that runs between its making and its disposal, and from
/// what that code awaits: one for each call, page, attempt and hedged attempt. A hit is none; single calls that one bulk call
/// answers are one; a load that several callers share counts for the one that started it. What runs in the background (renewals,
/// aggregates) is not counted. Budgets may be nested, and tests with budgets may run side by side: each counts its own flow.
/// Thread-safe; to be disposed of where it was made.
/// </remarks>
public sealed class RoundTripBudget : IDisposable
{
    private readonly RoundTripCounter _counter = new();
    private readonly CallerFlow? _outer;
    private readonly CallerFlow _own;
    private readonly int _limit;

    private RoundTripBudget(int limit)
    {
        _limit = limit;
        RoundTrips.Begin();
        _outer = CallerFlow.Current;
        _own = CallerFlow.With(_outer, _counter);
        CallerFlow.Enter(_own);
    }

    /// <summary>Round trips so far.</summary>
    public int Count => _counter.Count;

    /// <summary>A copy of the round trips so far, by interface and method.</summary>
    public IReadOnlyDictionary<string, int> Calls => _counter.CopyCalls();

    /// <summary>Begins to count.</summary>
    /// <param name="roundTrips">How many are allowed; 0: everything is to come from the cache.</param>
    /// <returns>The budget, which counts until it is disposed of.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="roundTrips"/> is negative.</exception>
    public static RoundTripBudget AtMost(int roundTrips)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(roundTrips);
        return new RoundTripBudget(roundTrips);
    }

    /// <summary>Says whether the work so far has kept to it. May be called more than once.</summary>
    /// <exception cref="RoundTripBudgetException">It made more round trips; the message lists them by operation.</exception>
    public void Verify()
    {
        if (Count > _limit)
        {
            throw RoundTripBudgetException.For(_limit, Calls);
        }
    }

    /// <summary>Stops counting. Verifies nothing: a test that fails for another reason keeps its own failure.</summary>
    public void Dispose()
    {
        if (!_counter.TryClose())
        {
            return;
        }

        if (ReferenceEquals(CallerFlow.Current, _own))
        {
            CallerFlow.Enter(_outer);
        }

        RoundTrips.End();
    }
}
