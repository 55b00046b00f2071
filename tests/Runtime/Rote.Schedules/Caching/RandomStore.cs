using Rote.Caching;
using Rote.Testing.Scheduling;

namespace Rote.Schedules.Caching;

/// <summary>The store that the region asks: when and how each of its loads ends is drawn from the seed.</summary>
internal sealed class RandomStore(CacheRegion<int, long> region, StoreModel model, Traits traits, SeededRandom random)
{
    private readonly List<Gate> _gates = [];
    private readonly List<(LoadRecord Load, Gate Gate)> _hanging = [];

    /// <summary>Whether a load that was not cancelled hangs.</summary>
    public bool IsLoading => _hanging.Exists(static hanging => !hanging.Load.Token.IsCancellationRequested);

    /// <summary>What nobody waits for is cancelled when everything has come to its end.</summary>
    public void CheckHanging()
    {
        foreach ((LoadRecord load, _) in _hanging)
        {
            model.CheckCancelled(load);
        }
    }

    private LoadRecord BeginLoad(CallRecord call, int[] keys, CancellationToken token)
    {
        LoadRecord load = model.BeginLoad(call, keys, token);
        Interleaver.Note($"{load} begins");
        return load;
    }

    public ValueTask<long> LoadAsync(CallRecord call, int key, CancellationToken token)
    {
        LoadRecord load = BeginLoad(call, [key], token);
        switch (traits.NextEnd(random))
        {
            case LoadEnd.Later:
                return ReadLaterAsync(load, key, fails: false);
            case LoadEnd.ThrowsAtOnce:
                throw StoreModel.Fail(load);
            case LoadEnd.ThrowsLater:
                return ReadLaterAsync(load, key, fails: true);
            case LoadEnd.Hangs:
                return HangAsync(load, model.Read(key));
            case LoadEnd.AsksForAnother when call.Depth == 0 && key + 1 < traits.Keys:
                return AskAsync(load, key, key + 1);
            case LoadEnd.AsksForItself when call.Depth == 0:
                return AskAsync(load, key, key);
            default:
                long value = model.Read(key);
                Interleaver.Step("read the store");
                return new ValueTask<long>(value);
        }
    }

    private async ValueTask<long> ReadLaterAsync(LoadRecord load, int key, bool fails)
    {
        // The store is read before the wait: the value is as old as it can be.
        long value = model.Read(key);
        await GateOf(load).Opened.ConfigureAwait(false);
        return fails ? throw StoreModel.Fail(load) : value;
    }

    private Gate GateOf(LoadRecord load)
    {
        var gate = new Gate($"load {load.Number}");
        _gates.Add(gate);
        return gate;
    }

    private async ValueTask<T> HangAsync<T>(LoadRecord load, T value)
    {
        var gate = new Gate($"load {load.Number}");
        _hanging.Add((load, gate));
        await gate.Opened.WaitAsync(load.Token).ConfigureAwait(false);
        return value;
    }

    /// <summary>A load that asks the region itself. Only for keys further on, so that no two wait for each other.</summary>
    private async ValueTask<long> AskAsync(LoadRecord load, int key, int asked)
    {
        long value = model.Read(key);
        CallRecord nested = model.BeginCall("Nested", [asked], depth: 1, null, load.Token);
        Interleaver.Note($"{nested} begins");
        try
        {
            long other = await region.LoadAsync(asked, nested, LoadAsync, load.Token).ConfigureAwait(false);
            model.CheckValue(nested, asked, other, hit: false);
            return value;
        }
        catch (InvalidOperationException) when (asked == key)
        {
            model.End(nested);
            return value;
        }
        catch (Exception error)
        {
            model.CheckError(nested, error);
            throw StoreModel.Fail(load);
        }
    }

    public long LoadSynchronously(CallRecord call, int key)
    {
        LoadRecord load = BeginLoad(call, [key], CancellationToken.None);
        long value = model.Read(key);
        LoadEnd end = traits.NextEnd(random);
        if (end is LoadEnd.Later or LoadEnd.ThrowsLater)
        {
            GateOf(load).Wait();
        }

        Interleaver.Step("read the store");
        return end is LoadEnd.ThrowsAtOnce or LoadEnd.ThrowsLater ? throw StoreModel.Fail(load) : value;
    }

    public ValueTask<IReadOnlyList<long>> LoadManyAsync(CallRecord call, int[] keys, CancellationToken token)
    {
        LoadRecord load = BeginLoad(call, keys, token);
        return traits.NextEnd(random) switch
        {
            LoadEnd.Later => ReadManyLaterAsync(load, fails: false),
            LoadEnd.ThrowsAtOnce => throw StoreModel.Fail(load),
            LoadEnd.ThrowsLater => ReadManyLaterAsync(load, fails: true),
            LoadEnd.Hangs => HangAsync<IReadOnlyList<long>>(load, [.. keys.Select(model.Read)]),
            _ => new ValueTask<IReadOnlyList<long>>([.. keys.Select(model.Read)]),
        };
    }

    private async ValueTask<IReadOnlyList<long>> ReadManyLaterAsync(LoadRecord load, bool fails)
    {
        long[] values = [.. load.Keys.Select(model.Read)];
        await GateOf(load).Opened.ConfigureAwait(false);
        return fails ? throw StoreModel.Fail(load) : values;
    }

    public bool OpenSomeGate()
    {
        if (_gates.Count == 0)
        {
            return false;
        }

        int index = random.Next(_gates.Count);
        Gate gate = _gates[index];
        _gates.RemoveAt(index);
        Interleaver.Note($"opens {gate}");
        gate.Open(onWorker: random.OnceIn(2));
        return true;
    }

    /// <summary>Lets the loads return that hang. False: there is none.</summary>
    public bool ReleaseHanging()
    {
        foreach ((LoadRecord load, Gate gate) in _hanging)
        {
            if (!load.Token.IsCancellationRequested)
            {
                if (!traits.Renews)
                {
                    model.CheckWaitedFor(load);
                }

                _gates.Add(gate);
            }
        }

        _hanging.Clear();
        return _gates.Count > 0;
    }
}
