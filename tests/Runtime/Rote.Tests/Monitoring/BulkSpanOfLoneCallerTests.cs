using System.Diagnostics;
using Rote.Monitoring;

namespace Rote.Tests.Monitoring;

/// <summary>The span of a bulk call of one caller, who may be gone: a write acknowledged early outlives its call.</summary>
[Collection("Telemetry")]
public sealed class BulkSpanOfLoneCallerTests
{
    [Fact]
    public async Task SpanThatRuns_IsTheBulkCalls()
    {
        using var spans = new RecordingSource();
        using Activity caller = new Activity("lone").Start();

        Assert.Same(caller, await RunAsync(caller));
    }

    [Fact]
    public async Task SpanThatIsOver_IsLinkedTo()
    {
        using var spans = new RecordingSource();
        using Activity caller = new Activity("gone").Start();
        caller.Stop();

        Activity? bulk = await RunAsync(caller);

        Assert.Equal("BATCH lone", bulk?.OperationName);
        Assert.Equal(caller.SpanId, Assert.Single(bulk!.Links).Context.SpanId);
    }

    /// <summary>The span that the bulk call runs under.</summary>
    private static async Task<Activity?> RunAsync(Activity caller)
    {
        Activity.Current = null;
        var callers = new Callers();
        callers.Add(caller);
        BulkSpan span = BulkSpan.Start("BATCH lone", "lone", 1, callers);
        await Task.CompletedTask;
        Activity? running = Activity.Current;
        span.End(error: null);
        return running;
    }
}
