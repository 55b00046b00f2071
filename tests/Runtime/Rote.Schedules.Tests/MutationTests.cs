namespace Rote.Schedules.Tests;

/// <summary>The schedules see what they are there for: each of these mistakes is found by one of 20,000 seeds.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Schedules = 20_000;
    private const string Core = "Caching/RegionCore.cs";
    private const string Operation = "Caching/Loads/LoadOperation.cs";

    private static readonly Dictionary<string, (string File, string Text, string Replacement)> Mistakes = new()
    {
        ["what was invalidated during its load is kept"] = (Core, "if (!IsCurrent(flight) || _closed)", "if (_closed)"),
        ["the generation is looked at before the gate"] = (
            Core,
            """
                    lock (_gate)
                    {
                        _flights.Remove(flight);
                        if (!IsCurrent(flight) || _closed)
            """,
            """
                    bool current = IsCurrent(flight);
                    lock (_gate)
                    {
                        _flights.Remove(flight);
                        if (!current || _closed)
            """),
        ["a newcomer joins a load of the generation before"] = (
            Core,
            """
                    if (IsCurrent(flight))
                    {
            """,
            """
                    if (!flight.IsWithdrawn)
                    {
            """),
        ["nobody joins"] = (Core, "joined = Join(newcomer);", "joined = null;"),
        ["an invalidation of a key forgets its load"] = (Core, "_flights.Withdraw(in key, hash);", ""),
        ["an invalidation of a region leaves its generation"] = (
            Core,
            """
                    Level?.RemoveRegion();
                    lock (_gate)
                    {
                        _epoch++;
            """,
            """
                    Level?.RemoveRegion();
                    lock (_gate)
                    {
            """),
        ["a failure stays in the table"] = (
            Core,
            """
                        WithdrawInside(flight);
                        long now = _clock.Now;
            """,
            """
                        long now = _clock.Now;
            """),
        ["the application's cache answers for a past generation"] = (
            "Caching/EntryStore.cs", "return entry is not null && entry.Epoch == epoch ? entry : null;", "return entry;"),
        ["the tags' generations are read after the load"] = (
            "Caching/Loads/SingleLoad.cs",
            """
                        _region.Prepare(this);
                        load = _load(_state, Key, Token);
            """,
            """
                        load = _load(_state, Key, Token);
                        _region.Prepare(this);
            """),
        ["a flight is taken out by its key"] = (
            "Caching/Loads/FlightTable.cs", "if (ReferenceEquals(chain, flight))", "if (chain!.Key.Equals(flight.Key))"),
        ["who waits does not look again"] = (
            "Execution/OutcomeState.cs", "return _ended ? Task.CompletedTask : signal.Task", "return signal.Task"),
        ["a newcomer joins what all have left"] = (Operation, "while (waiters > 0)", "while (waiters >= 0)"),
        ["what all have left is not cancelled"] = (
            Operation,
            """
                    OnAbandoned();
                    CancelInBackground();
            """,
            """
                    OnAbandoned();
            """),
        ["two leave at once and one is counted"] = (
            Operation,
            "if (Interlocked.Decrement(ref _waiters) > 0)",
            """
            int left = Volatile.Read(ref _waiters) - 1;
            Volatile.Write(ref _waiters, left);
            if (left > 0)
            """),
    };

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Fact]
    public void Engine_WithoutAMistake_Holds()
    {
        string? failure = EngineMutant.CheckUnchanged(ScheduleKind.Region, 2_000);
        Assert.True(failure is null, failure);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Engine_WithAMistake_IsFound(string mistake)
    {
        (string file, string text, string replacement) = Mistakes[mistake];

        string? failure = EngineMutant.Check(ScheduleKind.Region, Schedules, file, text, replacement);

        Assert.True(failure is not null, "Not found.");
        output.WriteLine(failure.Split('\n').First(line => line.StartsWith("seed ", StringComparison.Ordinal)));
    }
}
