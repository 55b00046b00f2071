using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Rote.Tests.Batching;

/// <summary>A bulk method whose calls arrive one by one and end when the test says so.</summary>
internal sealed class BulkProbe
{
    private readonly Channel<BulkCall> _calls = Channel.CreateUnbounded<BulkCall>();
    private readonly ConcurrentQueue<BulkCall> _all = [];
    private volatile bool _finishing;
    private int _inFlight;
    private int _mostInFlight;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public int MostInFlight => Volatile.Read(ref _mostInFlight);

    public ValueTask<IReadOnlyList<string>> RunAsync(int group, string[] items, CancellationToken token)
        => RunGatedAsync(group, items, token);

    public async ValueTask WriteAsync(int group, string[] items, CancellationToken token)
        => await RunGatedAsync(group, items, token);

    /// <summary>The next bulk call, waited for.</summary>
    public async Task<BulkCall> NextAsync() => await _calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public bool TryNext(out BulkCall? call) => _calls.Reader.TryRead(out call);

    /// <summary>Ends every call that the test left open, and all that are still to come.</summary>
    public void FinishAll()
    {
        _finishing = true;
        foreach (BulkCall call in _all)
        {
            call.TrySucceed();
        }
    }

    private async ValueTask<IReadOnlyList<string>> RunGatedAsync(int group, string[] items, CancellationToken token)
    {
        Interlocked.Increment(ref _count);
        int now = Interlocked.Increment(ref _inFlight);
        InterlockedMax(now);
        var call = new BulkCall(group, items, token);
        _all.Enqueue(call);
        _calls.Writer.TryWrite(call);
        if (_finishing)
        {
            call.TrySucceed();
        }

        try
        {
            return await call.Gate.Task;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private void InterlockedMax(int value)
    {
        int seen = Volatile.Read(ref _mostInFlight);
        while (value > seen)
        {
            seen = Interlocked.CompareExchange(ref _mostInFlight, value, seen) == seen ? value : Volatile.Read(ref _mostInFlight);
        }
    }
}
