using System.Runtime.ExceptionServices;

namespace Rote.Caching;

/// <summary>The load of one key by a synchronous store, on the thread of the caller that starts it.</summary>
internal sealed class SynchronousLoad<TKey, TValue, TState> : Flight<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private readonly RegionCore<TKey, TValue> _region;
    private readonly Func<TState, TKey, TValue> _load;
    private TState _state;

    public SynchronousLoad(
        RegionCore<TKey, TValue> region, in TKey key, int hash, TState state, Func<TState, TKey, TValue> load)
        : base(in key, hash)
    {
        _region = region;
        _state = state;
        _load = load;
    }

    public override LoadOperation Operation => this;

    public override bool IsSynchronous => true;

    protected override void Run()
    {
        TValue value;
        try
        {
            _region.Prepare(this);
            value = _load(_state, Key);
            _region.Keep(this, value, TimeSpan.MaxValue);
        }
        catch (Exception error)
        {
            End();
            _region.Crash(this, ExceptionDispatchInfo.Capture(error));
            Finish();
            return;
        }

        End();
        _region.Land(this, value);
        Finish();
    }

    protected override void OnAbandoned() => _region.Withdraw(this);

    protected override void OnTimedOut() => _region.TimeOut(this);

    protected override void OnForgotten()
    {
        _state = default!;
        Forget();
    }
}
