using Rote.Caching;
using Rote.Generated;
using Rote.Testing;

namespace Rote.Tests.Caching;

/// <summary>A region of strings over a manual clock.</summary>
internal sealed class RegionFixture : IDisposable
{
    public RegionFixture(
        Func<CachePolicy, CachePolicy>? policy = null,
        Func<string, CacheTag[]>? tags = null,
        RoteOptions? options = null,
        CacheFunctions<Key, string?>? functions = null)
    {
        options ??= new RoteOptions();
        options.TimeProvider = Time;
        options.Seed ??= 7;
        Context = new DecoratorContext("ITest", options);
        var basic = new CachePolicy { Region = "test" };
        functions ??= new CacheFunctions<Key, string?>();
        Region = Context.Cache<Key, string?>(
            policy?.Invoke(basic) ?? basic, functions with { Tags = tags is null ? null : key => tags(key.Id) });
    }

    public ManualTimeProvider Time { get; } = new();

    public DecoratorContext Context { get; }

    public CacheRegion<Key, string?> Region { get; }

    public CacheStatistics Statistics => Region.Statistics;

    /// <summary>What a caller gets who finds no load to wait for: a hit, or nothing.</summary>
    public string? Kept(string id) => Region.TryGet(new Key(id), out string? value) ? value : null;

    /// <summary>A call as generated code makes it: the hit path, then the miss path.</summary>
    public ValueTask<string?> Call(string id, GatedStore store)
        => Region.TryGet(new Key(id), out string? value)
            ? ValueTask.FromResult(value)
            : Load(id, store.Load, CancellationToken.None);

    public void Seconds(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public Task WhenIdle() => Levels.Signals.Until(() => Region.LoadsInFlight == 0);

    /// <summary>Drops the key in one of the three ways.</summary>
    public void Drop(string id, string way)
    {
        switch (way)
        {
            case "key":
                Region.Invalidate(new Key(id));
                break;
            case "tag":
                Context.Invalidate(new CacheTag(id));
                break;
            default:
                Region.InvalidateAll();
                break;
        }
    }

    public bool Has(string id) => Region.TryGet(new Key(id), out _);

    public ValueTask<string?> Load(
        string id, Func<CancellationToken, ValueTask<string?>> load, CancellationToken cancellationToken)
        => Region.LoadAsync(new Key(id), load, static (state, _, token) => state(token), cancellationToken);

    public ValueTask<string?> LoadValue(string id, string? value)
        => Load(id, _ => ValueTask.FromResult(value), TestContext.Current.CancellationToken);

    public ValueTask<IReadOnlyList<string?>> LoadMany(
        string[] ids,
        Func<string[], CancellationToken, ValueTask<IReadOnlyList<string?>>> load,
        CancellationToken cancellationToken)
        => Region.LoadManyAsync(
            ids, load, static (_, id) => new Key(id), static (state, ids, token) => state(ids, token), cancellationToken);

    public void Dispose() => Context.Dispose();

    internal readonly record struct Key(string Id);
}
