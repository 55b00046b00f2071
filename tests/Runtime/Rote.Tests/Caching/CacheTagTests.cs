using Rote.Caching;

namespace Rote.Tests.Caching;

public sealed class CacheTagTests
{
    [Fact]
    public void Equals_DifferentScopes_NeverMeet()
    {
        CacheTag[] tags =
        [
            new("t"),
            new("t", (string?)null),
            new("t", ""),
            new("t", "~"),
            new("t", "0:"),
            new("t", "a"),
            new("t", "a", "b"),
            new("t", "ab"),
            new("t", "a", "b", ""),
            new("t", "a", "b", null),
            new("t", "1:b"),
            new("t", "a1:b"),
            new("t", null, "a"),
            new("t", "a", null),
            new("t:1"),
            new(""),
        ];

        Assert.Equal(tags.Length, tags.Distinct().Count());
    }

    [Fact]
    public void Equals_SameTextAndScope_AreEqual()
    {
        Assert.Equal(new CacheTag("t", "a"), new CacheTag("t", ["a"]));
        Assert.Equal(new CacheTag("t"), new CacheTag("t", ReadOnlySpan<string?>.Empty));
        Assert.Equal(new CacheTag("t", "a", "b"), new CacheTag("t", ["a", "b"]));
    }

    [Fact]
    public void ToString_ScopedTag_HidesTheScope()
        => Assert.Equal("t", new CacheTag("t", "alice").ToString());

    [Fact]
    public void Constructor_NullText_Throws()
        => Assert.Throws<ArgumentNullException>(() => new CacheTag(null!, "s"));
}
