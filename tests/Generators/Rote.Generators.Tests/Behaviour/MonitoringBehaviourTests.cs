using System.Diagnostics;

namespace Rote.Generators.Tests.Behaviour;

/// <summary>Listens to the process's only activity source of the toolkit: not beside other tests.</summary>
[Collection(nameof(MonitoringBehaviourTests))]
[CollectionDefinition(nameof(MonitoringBehaviourTests), DisableParallelization = true)]
public sealed class MonitoringBehaviourTests : IDisposable
{
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly RecordingNotes _store = new();

    public MonitoringBehaviourTests()
    {
        _listener = new()
        {
            ShouldListenTo = static source => source.Name == "Rote",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Get_MissAndHit_OnlyTheMissIsMeasured()
    {
        var notes = _store.Decorate();
        await notes.GetAsync("ann", 1, Token);
        await notes.GetAsync("ann", 1, Token);

        var span = Assert.Single(_spans);
        Assert.Equal("INotes.GetAsync", span.OperationName);
    }

    [Fact]
    public async Task Store_Failing_EndsTheSpanAsAnErrorAndThrows()
    {
        var notes = _store.Decorate();
        _store.Failure = new InvalidOperationException("no");
        await Assert.ThrowsAsync<InvalidOperationException>(() => notes.StoreAsync("ann", "text"));

        var span = Assert.Single(_spans);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    [Fact]
    public async Task Write_Batched_IsMeasuredForEachCall()
    {
        var notes = _store.Decorate();
        await notes.WriteAsync("a", Token);
        await notes.WriteAsync("b", Token);

        Assert.Equal(["INotes.WriteAsync", "INotes.WriteAsync"], _spans.Select(span => span.OperationName));
    }
}
