using System.Runtime.ExceptionServices;

namespace Rote.Caching;

/// <summary>The load of one key.</summary>
internal sealed class SingleLoad<TKey, TValue, TState> : LoadOperation
    where TKey : struct, IEquatable<TKey>
{
    private readonly CacheRegion<TKey, TValue> _region;
    private readonly TState _state;
    private readonly Func<TState, TKey, CancellationToken, ValueTask<TValue>> _load;

    public SingleLoad(
        CacheRegion<TKey, TValue> region,
        in TKey key,
        TState state,
        Func<TState, TKey, CancellationToken, ValueTask<TValue>> load)
    {
        _region = region;
        _state = state;
        _load = load;
        Flight = new Flight<TKey, TValue>(in key, region.CreateEntry(in key), this);
    }

    public Flight<TKey, TValue> Flight { get; }

    protected override async Task RunAsync()
    {
        try
        {
            TValue value = await _load(_state, Flight.Key, Token).ConfigureAwait(false);
            _region.Keep(Flight, value);
            End();
            _region.Land(Flight, value);
        }
        catch (Exception error)
        {
            End();
            _region.Crash(Flight, ExceptionDispatchInfo.Capture(error));
        }
    }

    protected override void OnAbandoned() => _region.Withdraw(Flight);
}
