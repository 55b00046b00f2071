namespace Rote.Caching;

/// <summary>The keys of one service in a second level. The kinds, the services and the regions never meet.</summary>
internal static class LevelKeySpace
{
    private const string EntryKind = "rote:e:";
    private const string RegionKind = "rote:r:";
    private const string TagKind = "rote:t:";

    /// <summary>
    /// What the keys of a region's entries start with; with the types of key and value, so that another type is a miss, and
    /// regions of one name whose keys have equal texts do not meet: two enums, a text and a scope.
    /// </summary>
    public static string EntryPrefix(string service, string region, Type key, Type value)
    {
        var writer = default(CacheKeyWriter);
        writer.AddPrefix(EntryKind);
        writer.Add(service);
        writer.Add(region);
        writer.Add(key.ToString());
        writer.Add(value.ToString());
        string prefix = new(writer.Text);
        writer.Dispose();
        return prefix;
    }

    public static LevelKey Entry<TKey>(string prefix, in TKey key, CacheKeyText<TKey> text)
        where TKey : struct
    {
        var writer = default(CacheKeyWriter);
        try
        {
            writer.AddPrefix(prefix);
            text(in key, ref writer);
            return LevelKey.From(writer.Text);
        }
        finally
        {
            writer.Dispose();
        }
    }

    public static LevelKey Region(string service, string region)
    {
        var writer = default(CacheKeyWriter);
        writer.AddPrefix(RegionKind);
        writer.Add(service);
        writer.Add(region);
        LevelKey key = LevelKey.From(writer.Text);
        writer.Dispose();
        return key;
    }

    public static LevelKey Tag(string service, CacheTag tag)
    {
        var writer = default(CacheKeyWriter);
        writer.AddPrefix(TagKind);
        writer.Add(service);
        writer.Add(tag.Scope);
        writer.Add(tag.Text);
        LevelKey key = LevelKey.From(writer.Text);
        writer.Dispose();
        return key;
    }
}
