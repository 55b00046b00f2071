using Rote.Caching;
using Rote.Generated;
using Rote.Testing;

namespace Rote.Tests.Caching;

/// <summary>A region of strings over a manual clock.</summary>
internal sealed class RegionFixture : IDisposable
{
    public RegionFixture(
        Func<CachePolicy, CachePolicy>? policy = null, Func<string, CacheTag[]>? tags = null, RoteOptions? options = null)
    {
        options ??= new RoteOptions();
        options.TimeProvider = Time;
        options.Seed ??= 7;
        Context = new DecoratorContext("ITest", options);
        var basic = new CachePolicy { Region = "test" };
        Region = Context.Cache<Key, string?>(
            policy?.Invoke(basic) ?? basic, new() { Tags = tags is null ? null : key => tags(key.Id) });
    }

    public ManualTimeProvider Time { get; } = new();

    public DecoratorContext Context { get; }

    public CacheRegion<Key, string?> Region { get; }

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
