using AgentMemory.Ingest;

namespace AgentMemory.Tests.Ingest;

public sealed class PassageSplitterTests
{
    [Fact]
    public void Add_ParagraphsUnderAHeading_CarryTheHeading()
    {
        var passages = Split("# Guide", "", "First", "line.", "", "## Part two ##", "Second.");

        Assert.Equal(["Guide: First line.", "Part two: Second."], passages.Select(passage => passage.Text));
        Assert.Equal(["Guide", "Part two"], passages.Select(passage => passage.Session));
        Assert.All(passages, passage => Assert.Equal("page.md", passage.Speaker));
        Assert.All(passages, passage => Assert.Null(passage.ElapsedSeconds));
    }

    [Fact]
    public void Add_ShortParagraphs_AreJoined()
        => Assert.Equal("One. Two.", Assert.Single(Split("One.", "", "", "Two.")).Text);

    [Fact]
    public void Add_ParagraphsWorthAPassage_StaySeparate()
    {
        var paragraph = new string('a', 500);
        Assert.Equal(3, Split(paragraph, "", paragraph, "", "Tail.").Count);
    }

    [Fact]
    public void Add_HashInsideAFence_IsNoHeading()
    {
        var passage = Assert.Single(Split("# Shell", "```bash", "# a comment", "", "run", "```", "After."));
        Assert.Equal("Shell: # a comment run After.", passage.Text);
    }

    [Theory]
    [InlineData("#NoSpace")]
    [InlineData("####### seven")]
    public void Add_WhatOnlyLooksLikeAHeading_IsText(string line) => Assert.Equal(line, Assert.Single(Split(line)).Text);

    [Fact]
    public void Add_NothingButHeadingsAndBlanks_GivesNoPassage() => Assert.Empty(Split("# A", "", "## B", "   "));

    [Fact]
    public void Cut_TextWithoutSpaces_IsCutAtTheLimitAndNotInsideACharacter()
    {
        // Surrogate pairs at odd positions, so that a plain cut would split one.
        var text = "x" + string.Concat(Enumerable.Repeat("\U0001F680", 2000));
        var parts = PassageSplitter.Cut(text).ToArray();

        Assert.Equal(text, string.Concat(parts));
        Assert.All(parts, part => Assert.False(char.IsHighSurrogate(part[^1])));
    }

    private static IReadOnlyList<Passage> Split(params string[] lines)
    {
        var passages = new PassageList();
        var splitter = new PassageSplitter("page.md", passages);
        foreach (var line in lines)
        {
            splitter.Add(line);
        }

        splitter.Complete();
        return passages.Passages;
    }
}
