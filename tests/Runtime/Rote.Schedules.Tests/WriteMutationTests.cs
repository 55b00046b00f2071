namespace Rote.Schedules.Tests;

/// <summary>
/// The schedules of writes see what they are there for: each of these mistakes is found by one of 20,000 seeds.
/// </summary>
public sealed class WriteMutationTests(ITestOutputHelper output)
{
    private const int Schedules = 20_000;
    private const string Core = "Buffering/WriteBehindCore.cs";
    private const string Failures = "Buffering/WriteBehindCore.Failures.cs";
    private const string Backlog = "Buffering/WriteBacklog.cs";
    private const string Commit = "Buffering/Commit.cs";

    private static readonly Dictionary<string, (string File, string Text, string Replacement)> Mistakes = new()
    {
        ["a partition has two commits on their way"] = (
            Backlog, "partition.Committing ? null : partition.Queue.First?.Value", "partition.Queue.First?.Value"),
        ["a commit is larger than the backend takes"] = (
            Backlog, "Math.Min(partition.Queue.Count, policy.MaxCommitSize)", "partition.Queue.Count"),
        ["room is not bounded"] = (
            Backlog, "if (_room.Count == 0 && Tally.Pending < policy.MaxPending)", "if (_room.Count == 0)"),
        ["a commit takes the newest writes first"] = (
            Backlog,
            """
                        writes[i] = partition.Queue.First!.Value;
                        partition.Queue.RemoveFirst();
            """,
            """
                        writes[i] = partition.Queue.Last!.Value;
                        partition.Queue.RemoveLast();
            """),
        ["what waits for room is not let in"] = (
            Backlog, "while (Tally.Pending < policy.MaxPending && _room", "while (_room.Count < 0 && _room"),
        ["a write whose caller left is sent"] = (
            Backlog,
            """
                    bool waited = write.State == WriteState.Waiting;
                    write.Node.List!.Remove(write.Node);
            """,
            """
                    bool waited = write.State == WriteState.Waiting;
                    if (waited)
                    {
                        write.Node.List!.Remove(write.Node);
                    }
            """),
        ["a write whose caller left is taken back although it is sent"] = (
            Core, "write.State is WriteState.Waiting or WriteState.Queued;", "write.State != WriteState.Failed;"),
        ["what disposal gave up on is delivered, too"] = (
            Core, "if (write.State == WriteState.Sent)", "if (write.State != WriteState.Settled)"),
        ["what disposal gave up on fails, too"] = (
            Failures, "failed.Where(static one => one.Write.State == WriteState.Sent)", "failed"),
        ["disposal gives up on what is already failing"] = (
            Failures,
            ".Where(static write => write.State == WriteState.Sent)",
            ".Where(static write => write.State != WriteState.Settled)"),
        ["disposal forgets what was sent"] = (
            Failures,
            ".Where(static write => write.State == WriteState.Sent)",
            ".Where(static write => write.State == WriteState.Queued)"),
        ["disposal forgets who waits for room"] = (Failures, "_backlog.Refuse(write, error, endings);\n", "\n"),
        ["disposal leaves the timer"] = (Failures, "_timer?.Dispose();", ""),
        ["what nobody took is not kept"] = (Failures, "_returned.AddRange(kept);", ""),
        ["what the callback took is kept, too"] = (
            Failures, "taken || !IsAcknowledgedEarly ? []", "!IsAcknowledgedEarly ? []"),
        ["a write is acknowledged at enqueue that was not let in"] = (
            Core, "if (IsAcknowledgedEarly && write.State != WriteState.Waiting)", "if (IsAcknowledgedEarly)"),
        ["a delivered write ends in silence"] = (
            Core,
            """
                                endings.Add(write);
                                _backlog.Settle(write, WriteOutcome.Delivered
            """,
            """
                                _backlog.Settle(write, WriteOutcome.Delivered
            """),
        ["the end of a commit starts nothing"] = (
            Core,
            """
                        _backlog.EndCommit(commit.Partition);
                        AdmitUnderLock(endings);
            """,
            """
                        _backlog.EndCommit(commit.Partition);
            """),
        ["the timer is not armed again"] = (Core, "_timerArmed = false;", ""),
        ["an isolated culprit vanishes"] = (
            Commit,
            """
                        .. isolation.Culprits.Select(culprit => new FailedWrite<TPartition, TItem>(
            """,
            """
                        .. isolation.Culprits.Skip(1).Select(culprit => new FailedWrite<TPartition, TItem>(
            """),
        ["isolation sends what it has sent"] = ("Buffering/PoisonIsolation.cs", "        Low = to;\n", ""),
        ["a flush ends before its last write"] = (
            "Buffering/FlushEpochs.cs", "{ Value: { Outstanding: 0 } first }", "{ Value: { Outstanding: <= 1 } first }"),
    };

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Engine_WithAMistake_IsFound(string mistake)
    {
        (string file, string text, string replacement) = Mistakes[mistake];

        string? failure = EngineMutant.Check(ScheduleKind.Writing, Schedules, file, text, replacement);

        Assert.True(failure is not null, "Not found.");
        output.WriteLine(failure.Split('\n').First(line => line.StartsWith("seed ", StringComparison.Ordinal)));
    }
}
