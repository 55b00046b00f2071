using Microsoft.Extensions.Logging;
using Rote.Caching;
using Rote.Testing;

namespace Rote.Tests.Caching.Levels;

/// <summary>A process: a gate and a region of texts over a level. The background runs when a test lets it.</summary>
internal sealed class LevelFixture : IDisposable
{
    private readonly Queue<Action> _background = new();

    public LevelFixture(
        ICacheLevel level, ManualTimeProvider? time = null, ILoggerFactory? logs = null, int maxPendingRemovals = 1_024)
    {
        Time = time ?? new ManualTimeProvider();
        var options = new RoteOptions { TimeProvider = Time, LoggerFactory = logs };
        Gate = new LevelGate(level, "IService", options, new LevelSeams
        {
            Background = _background.Enqueue,
            Continuations = TaskCreationOptions.None,
            MaxPendingRemovals = maxPendingRemovals,
        });
        Level = Gate.Open<Key, string?>("notes", WriteKey, options.Serializers);
    }

    public ManualTimeProvider Time { get; }

    public LevelGate Gate { get; }

    public SecondLevel<Key, string?> Level { get; }

    public static void WriteKey(in Key key, ref CacheKeyWriter writer) => writer.Add(key.Id);

    public static CacheTag[] TagsOf(string id) => [new CacheTag("user", id[..1])];

    public ValueTask<LevelRead<string?>> Read(string id) => ReadUntil(id, CancellationToken.None);

    public ValueTask<LevelRead<string?>> ReadUntil(string id, CancellationToken cancellationToken)
        => Level.ReadAsync(new Key(id), TagsOf(id), cancellationToken);

    public ValueTask Write(LevelRead<string?> read, string? value, int seconds = 60)
        => Level.WriteAsync(read.Ticket, value, TimeSpan.FromSeconds(seconds), CancellationToken.None);

    /// <summary>A miss, a load and a write.</summary>
    public async Task Put(string id, string? value, int seconds = 60)
    {
        LevelRead<string?> read = await Read(id);
        Assert.False(read.Found);
        await Write(read, value, seconds);
    }

    public async Task<string?> Find(string id)
    {
        LevelRead<string?> read = await Read(id);
        return read.Found ? read.Value ?? "(null)" : null;
    }

    public async Task<string> FindAll(params string[] ids)
    {
        var found = new List<string>();
        foreach (string id in ids)
        {
            found.Add(await Find(id) ?? "-");
        }

        return string.Join(' ', found);
    }

    public void Remove(string id) => Level.Remove(new Key(id));

    public void RemoveTag(string id) => Gate.RemoveTag(TagsOf(id)[0]);

    /// <summary>Runs what waits in the background. A removal of a level that answers at once is over when it returns.</summary>
    public void RunBackground()
    {
        while (_background.TryDequeue(out Action? run))
        {
            run();
        }
    }

    public bool TryRunOne()
    {
        bool any = _background.TryDequeue(out Action? run);
        run?.Invoke();
        return any;
    }

    public void Dispose() => Gate.Dispose();

    internal readonly record struct Key(string Id);
}
