using Rote.Tests.Caching.Levels;

namespace Rote.Tests.Caching;

/// <summary>A store whose every load ends when the test says so. Its loads ignore their tokens.</summary>
internal sealed class GatedStore
{
    private readonly List<GatedLoad> _loads = [];

    public int Count
    {
        get
        {
            lock (_loads)
            {
                return _loads.Count;
            }
        }
    }

    public ValueTask<string?> Load(CancellationToken cancellationToken) => new(Add([], cancellationToken).One.Task);

    public ValueTask<IReadOnlyList<string?>> LoadMany(string[] ids, CancellationToken cancellationToken)
        => new(Add(ids, cancellationToken).Many.Task);

    /// <summary>The load of a number, once it has begun.</summary>
    public async Task<GatedLoad> Begun(int index)
    {
        await Signals.Until(() => Count > index);
        lock (_loads)
        {
            return _loads[index];
        }
    }

    private GatedLoad Add(string[] ids, CancellationToken cancellationToken)
    {
        var load = new GatedLoad(ids, cancellationToken);
        lock (_loads)
        {
            _loads.Add(load);
        }

        return load;
    }
}
