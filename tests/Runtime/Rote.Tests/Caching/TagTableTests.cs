using System.Runtime.CompilerServices;
using Rote.Caching;

namespace Rote.Tests.Caching;

public sealed class TagTableTests
{
    [Fact]
    public void Capture_DeadTags_AreSweptSoThatTheTableStaysBounded()
    {
        var table = new TagTable();
        TagToken[] living = table.Capture([new CacheTag("living")]);
        for (int round = 0; round < 50; round++)
        {
            Fill(table, round);
            GC.Collect();
        }

        Assert.InRange(table.Count, 1, 1200);
        table.Invalidate(new CacheTag("living"));
        Assert.True(living[0].Invalidated);
    }

    [Fact]
    public void Capture_SameTagTwice_IsTheSameToken()
    {
        var table = new TagTable();

        Assert.Same(table.Capture([new CacheTag("t")])[0], table.Capture([new CacheTag("t")])[0]);
    }

    [Fact]
    public void Capture_AfterInvalidation_IsANewToken()
    {
        var table = new TagTable();
        TagToken before = table.Capture([new CacheTag("t")])[0];

        table.Invalidate(new CacheTag("t"));

        TagToken after = table.Capture([new CacheTag("t")])[0];
        Assert.True(before.Invalidated);
        Assert.False(after.Invalidated);
        Assert.NotSame(before, after);
    }

    [Fact]
    public void Capture_DefaultTag_Throws()
        => Assert.Throws<ArgumentException>(() => new TagTable().Capture([default]));

    // Not inlined, so that no token of the round is alive when the caller collects.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fill(TagTable table, int round)
    {
        for (int i = 0; i < 500; i++)
        {
            table.Capture([new CacheTag($"{round}:{i}")]);
        }
    }
}
