using Rote.Caching;
using Rote.Testing;

namespace Rote.Tests.Caching.Disk;

/// <summary>What each key may read as: the oracle.</summary>
internal sealed class DiskModel(ManualTimeProvider time)
{
    private readonly Dictionary<string, List<Possible>> _possible = [];

    /// <summary>Whether every read must be a hit that could be one: nothing had to make room, and no power was lost.</summary>
    public bool IsExact { get; set; } = true;

    public static IReadOnlyList<string> Keys { get; } = [.. Enumerable.Range(0, 8).Select(i => $"key {i}")];

    /// <summary>A value is on its way: from now on it may be read, and the older ones still.</summary>
    public void BeginSet(string key, string value, TimeSpan lifetime)
        => Of(key).Add(new Possible(value, time.GetUtcNow() + lifetime));

    /// <summary>It was set: an older one may only come back with a crash of the machine.</summary>
    public void EndSet(string key)
    {
        List<Possible> possible = Of(key);
        possible[^1] = possible[^1] with { IsSet = true };
        for (int i = 0; i < possible.Count - 1; i++)
        {
            possible[i] = possible[i] with { IsReplaced = true };
        }
    }

    /// <summary>A removal is on its way, or failed: it may be a miss, and its values may come back with a restart.</summary>
    public void BeginRemove(string key)
    {
        List<Possible> possible = Of(key);
        for (int i = 0; i < possible.Count; i++)
        {
            possible[i] = possible[i] with { MayBeRemoved = true };
        }
    }

    /// <summary>It was removed, for ever.</summary>
    public void EndRemove(string key) => Of(key).Clear();

    /// <summary>The machine lost power: what was replaced may be back, what was set may be gone.</summary>
    public void LosePower()
    {
        IsExact = false;
        foreach (List<Possible> possible in _possible.Values)
        {
            for (int i = 0; i < possible.Count; i++)
            {
                possible[i] = possible[i] with { IsReplaced = false };
            }
        }
    }

    public async Task CheckAsync(DiskCacheLevel level, string what)
    {
        foreach (string key in Keys)
        {
            Check(key, await DiskFixture.GetAsync(level, key), what);
        }

        ReadOnlyMemory<byte>?[] many = await level.GetManyAsync(Keys, CancellationToken.None);
        for (int i = 0; i < many.Length; i++)
        {
            Check(Keys[i], many[i] is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes.Span) : null, what);
        }
    }

    private void Check(string key, string? value, string what)
    {
        List<Possible> possible = Of(key);
        if (value is not null)
        {
            Assert.True(
                possible.Any(one => one.Value == value && !one.IsReplaced && one.ExpiresAt > time.GetUtcNow()),
                $"{what}: {key} reads as '{value}', possible: {string.Join(", ", possible)}");
            return;
        }

        Possible? last = possible.Count == 0 ? null : possible[^1];
        bool mustHit = IsExact && last is { IsSet: true, MayBeRemoved: false } && last.ExpiresAt > time.GetUtcNow()
            && possible.Count(one => !one.IsReplaced) == 1;
        Assert.False(mustHit, $"{what}: {key} is a miss, possible: {string.Join(", ", possible)}");
    }

    private List<Possible> Of(string key)
    {
        if (!_possible.TryGetValue(key, out List<Possible>? possible))
        {
            _possible[key] = possible = [];
        }

        return possible;
    }

    private sealed record Possible(string Value, DateTimeOffset ExpiresAt)
    {
        public bool IsSet { get; init; }

        public bool IsReplaced { get; init; }

        public bool MayBeRemoved { get; init; }
    }
}
