using Rote.Batching;
using Rote.Generated;
using Rote.Testing;

namespace Rote.Tests.Batching;

/// <summary>A batcher over a manual clock and bulk calls that end when the test says so.</summary>
public abstract class BatcherTestBase : IAsyncDisposable
{
    private DecoratorContext? _context;

    internal static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal ManualTimeProvider Time { get; } = new();

    internal BulkProbe Bulk { get; } = new();

    public async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await DrainAsync();
        }

        GC.SuppressFinalize(this);
    }

    internal static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"i{i}")];

    /// <summary>Ends every bulk call and disposes the batcher.</summary>
    internal async Task DrainAsync()
    {
        Bulk.FinishAll();
        await _context!.DisposeAsync();
    }

    internal Task FlushAsync(CancellationToken cancellationToken) => _context!.FlushAsync(cancellationToken);

    internal async Task DisposeContextAsync() => await _context!.DisposeAsync();

    /// <summary>Disposal has thrown what the test expects: it is not asked again.</summary>
    internal void Forget()
    {
        Bulk.FinishAll();
        _context = null;
    }

    internal Batcher<int, string, string> Make(Func<BatchPolicy, BatchPolicy>? policy = null, RoteOptions? options = null)
        => Make(Bulk.RunAsync, policy, options);

    internal Batcher<int, string, string> Make(
        Func<int, string[], CancellationToken, ValueTask<IReadOnlyList<string>>> bulk,
        Func<BatchPolicy, BatchPolicy>? policy = null,
        RoteOptions? options = null)
    {
        options ??= new RoteOptions();
        options.TimeProvider = Time;
        _context = new DecoratorContext("ITest", options);
        var basic = new BatchPolicy { Operation = "Get" };
        return _context.Batch(policy?.Invoke(basic) ?? basic, bulk);
    }
}
