using Rote.Buffering;
using Rote.Tests.Monitoring;

namespace Rote.Tests.Buffering;

[Collection("Telemetry")]
public sealed class WriteBehindTelemetryTests : BufferTestBase
{
    [Fact]
    public async Task Commits_WhileSomebodyListens_AreCountedWithTheirWritesByOutcome()
    {
        using var meter = new RecordingMeter();
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with { FlushSize = 2, Operation = "Counted" });
        Store.AnswerAll(call => call.Partition == 1 ? new IOException("down") : null);
        Task[] calls = [.. AddAll(buffer, 0, ["a", "b"]), .. AddAll(buffer, 1, ["c", "d"])];
        await Assert.ThrowsAsync<IOException>(() => Task.WhenAll(calls));
        await buffer.FlushAsync(Ct);

        var commits = meter.Of("write_behind.commits", "db.operation.name", "Counted");
        var items = meter.Of("write_behind.items", "db.operation.name", "Counted");

        Assert.Equal(["failure", "success"], commits.Select(sample => (string?)sample.Tags["write_behind.outcome"]).Order());
        Assert.All(commits, sample => Assert.Equal((1, "{call}"), (sample.Value, sample.Unit)));
        Assert.Equal(
            [("delivered", 2), ("returned", 2)],
            items.Select(sample => ((string?)sample.Tags["write_behind.outcome"] ?? "", (int)sample.Value)).Order());
        Assert.Equal([2, 2], meter.Of("db.operation.batch.size", "db.operation.name", "Counted").Select(sample => sample.Value));
        Assert.Equal((2L, 1L), (buffer.Statistics.Commits, buffer.Statistics.FailedCommits));
    }

    [Fact]
    public async Task Depth_WhileWritesAreHeld_SaysWhatWaitsWhere()
    {
        using var meter = new RecordingMeter();
        WriteBehindBuffer<int, string> buffer = Make(policy => policy with
        {
            FlushSize = 2,
            MaxPending = 3,
            MaxConcurrentCommits = 1,
            Operation = "Deep",
        });
        Task[] calls = AddAll(buffer, 0, ["a", "b", "c", "d", "e"]);
        meter.Observe();

        Assert.Equal((3.0, 1.0, 2.0), Look(meter));
        Store.AnswerAll();
        await buffer.FlushAsync(Ct);
        await Task.WhenAll(calls);
        using var later = new RecordingMeter();
        later.Observe();
        Assert.Equal((0.0, 0.0, 0.0), Look(later));
    }

    private static (double Pending, double InFlight, double Waiting) Look(RecordingMeter meter)
    {
        return (Of("pending"), Of("in_flight"), Of("waiting"));

        double Of(string what) => Assert.Single(meter.Of($"write_behind.{what}", "db.operation.name", "Deep")).Value;
    }
}
