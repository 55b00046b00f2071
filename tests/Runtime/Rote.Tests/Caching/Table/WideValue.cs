namespace Rote.Tests.Caching.Table;

/// <summary>A value of several words that belong together, and its key.</summary>
internal readonly record struct WideValue(long Version, WideKey Key, long Check)
{
    public static WideValue Of(long version, WideKey key) => new(version, key, version ^ key.Third);

    public bool IsWhole => Key.IsWhole && Check == (Version ^ Key.Third);
}
