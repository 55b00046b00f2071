using System.Text;

namespace Rote.Models.Tests;

public sealed class CanonicalTextTests
{
    [Fact]
    public void TryAdd_TextsThatAreNamesOfTypes_AreNotTakenForThem()
    {
        Assert.NotEqual(TextOf(new() { ["!"] = "Int32", ["5"] = 7 }), TextOf(new() { ["!"] = 5, ["Int32"] = "7" }));
        Assert.NotEqual(
            TextOf(new() { ["!"] = "Double", ["5"] = 7d }), TextOf(new() { ["!"] = 5d, ["Double"] = "7" }));
    }

    [Fact]
    public void Add_DifferentParts_NeverGiveOneText()
    {
        string?[] parts = [null, "", "-", "s", "s0:", "i1;", "a", "ab", "b", ":", "1:a", "2:ab"];
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var first in parts)
        {
            foreach (var second in parts)
            {
                Assert.True(texts.Add(new CanonicalText().Add(first).Add(second).ToString()), $"{first}|{second}");
            }
        }

        Assert.DoesNotContain(new CanonicalText().Add("ab").ToString(), texts);
    }

    [Fact]
    public void TryAdd_OrderOfNames_DoesNotMatter()
    {
        Assert.Equal(
            TextOf(new() { ["a"] = 1, ["b"] = "x" }), TextOf(new Dictionary<string, object?> { ["b"] = "x", ["a"] = 1 }));
        Assert.NotEqual(TextOf(new() { ["a"] = "b" }), TextOf(new() { ["b"] = "a" }));
        Assert.NotEqual(TextOf([]), TextOf(null));
    }

    [Fact]
    public void TryAdd_ValueWithoutText_IsRefused()
    {
        Assert.False(new CanonicalText().TryAddAll(new Dictionary<string, object?> { ["a"] = new StringBuilder() }));
        Assert.False(new CanonicalText().TryAddAll(new Dictionary<string, object?> { ["a"] = new[] { 1 } }));
    }

    private static string TextOf(Dictionary<string, object?>? values)
    {
        var text = new CanonicalText();
        Assert.True(text.TryAddAll(values));
        return text.ToString();
    }
}
