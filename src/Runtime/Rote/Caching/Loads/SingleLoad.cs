using System.Runtime.ExceptionServices;

namespace Rote.Caching;

/// <summary>The load of one key.</summary>
internal sealed class SingleLoad<TKey, TValue, TState> : Flight<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private readonly RegionCore<TKey, TValue> _region;
    private readonly Func<TState, TKey, CancellationToken, ValueTask<TValue>> _load;
    private TState _state;

    public SingleLoad(
        RegionCore<TKey, TValue> region,
        in TKey key,
        int hash,
        TState state,
        Func<TState, TKey, CancellationToken, ValueTask<TValue>> load)
        : base(in key, hash)
    {
        _region = region;
        _state = state;
        _load = load;
    }

    public override LoadOperation Operation => this;

    protected override void Run()
    {
        ValueTask<TValue> load;
        try
        {
            _region.Prepare(this);
            load = _load(_state, Key, Token);
        }
        catch (Exception error)
        {
            Fail(error);
            return;
        }

        // A load that is there at once needs no state machine.
        if (load.IsCompletedSuccessfully)
        {
            Succeed(load.Result);
        }
        else
        {
            _ = AwaitAsync(load);
        }
    }

    protected override void OnAbandoned() => _region.Withdraw(this);

    protected override void OnTimedOut() => _region.TimeOut(this);

    protected override void OnForgotten()
    {
        _state = default!;
        Forget();
    }

    private async Task AwaitAsync(ValueTask<TValue> load)
    {
        TValue value;
        try
        {
            value = await load.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(error);
            return;
        }

        Succeed(value);
    }

    private void Succeed(TValue value)
    {
        try
        {
            _region.Keep(this, value);
        }
        catch (Exception error)
        {
            Fail(error);
            return;
        }

        End();
        _region.Land(this, value);
    }

    private void Fail(Exception error)
    {
        End();
        _region.Crash(this, ExceptionDispatchInfo.Capture(error));
    }
}
