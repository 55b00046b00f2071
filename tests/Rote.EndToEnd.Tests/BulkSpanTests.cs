using System.Collections.Concurrent;
using System.Diagnostics;
using Rote.Testing;

namespace Rote.EndToEnd.Tests;

/// <summary>The spans of bulk calls, and their links to the callers.</summary>
[Collection(nameof(BulkSpanTests))]
public sealed class BulkSpanTests : IDisposable
{
    private readonly TripStore _inner = new();
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ActivitySource _source = new("BulkSpanTests");
    private readonly ActivityListener _listener;

    public BulkSpanTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Rote" or "BulkSpanTests",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batched_SeveralCallers_LinksToEach()
    {
        using Activity root = _source.StartActivity("root")!;
        await EmbedTogetherAsync(3);

        Activity bulk = Assert.Single(Ours(root), span => span.OperationName == "BATCH ITripStore.EmbedAsync");
        var calls = Of(root, "ITripStore.EmbedAsync").ToList();
        Assert.Null(bulk.Parent);
        Assert.Equal(3, bulk.Links.Count());
        Assert.All(bulk.Links, link => Assert.Contains(calls, call => call.SpanId == link.Context.SpanId));
        Assert.Equal(3L, bulk.GetTagItem("db.operation.batch.size"));
        Assert.Null(bulk.GetTagItem("batch.unlinked_callers"));
    }

    [Fact]
    public async Task Batched_MoreCallersThanLinks_CountsTheRest()
    {
        using Activity root = _source.StartActivity("root")!;
        await EmbedTogetherAsync(130);

        Activity bulk = Assert.Single(Ours(root), span => span.OperationName == "BATCH ITripStore.EmbedAsync");
        Assert.Equal(128, bulk.Links.Count());
        Assert.Equal(2, bulk.GetTagItem("batch.unlinked_callers"));
    }

    [Fact]
    public async Task Batched_LoneCaller_NeedsNoSpanOfItsOwn()
    {
        using Activity root = _source.StartActivity("root")!;
        await _inner.Decorate().EmbedAsync("1", Token);

        Assert.Single(Of(root, "ITripStore.EmbedAsync"));
        Assert.DoesNotContain(Ours(root), span => span.OperationName.StartsWith("BATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteBehind_SeveralWriters_LinksToEach()
    {
        using Activity root = _source.StartActivity("root")!;
        var store = _inner.Decorate(new RoteOptions { TimeProvider = new ManualTimeProvider() });
        Task[] writes = [store.AppendAsync("a", Token), store.AppendAsync("b", Token)];
        await store.FlushAsync(Token);
        await Task.WhenAll(writes);

        Activity bulk = Assert.Single(Ours(root), span => span.OperationName == "BATCH ITripStore.AppendAsync");
        Assert.Equal(2, bulk.Links.Count());
    }

    [Fact]
    public async Task Batched_ListenerThatThrows_CostsNobodyHisItem()
    {
        using var broken = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Rote",
            Sample = static (ref ActivityCreationOptions<ActivityContext> options)
                => options.Name.StartsWith("BATCH", StringComparison.Ordinal)
                    ? throw new InvalidOperationException("broken listener")
                    : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(broken);
        using Activity root = _source.StartActivity("root")!;

        Assert.Equal(["first", "0", "1", "2"], await EmbedTogetherAsync(3));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    private async Task<string[]> EmbedTogetherAsync(int callers)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Gate = gate.Task;
        var store = _inner.Decorate();
        Task<string>[] calls =
        [
            store.EmbedAsync("first", Token),
            .. Enumerable.Range(0, callers).Select(number => store.EmbedAsync($"{number}", Token)),
        ];
        gate.SetResult();
        return await Task.WhenAll(calls);
    }

    private IEnumerable<Activity> Of(Activity root, string operation)
        => _spans.Where(span => span.OperationName == operation && span.TraceId == root.TraceId);

    // Other tests of the process are heard, too.
    private IEnumerable<Activity> Ours(Activity root)
        => _spans.Where(span => span.TraceId == root.TraceId || span.Links.Any(link => link.Context.TraceId == root.TraceId));
}
