namespace Rote.Models.Tests.Chat;

/// <summary>What the index of answered prompts remembers, and how much.</summary>
public sealed class SimilarityIndexTests
{
    private const int Dimensions = 100;

    private static readonly float[] Vector = [1, .. new float[Dimensions - 1]];

    [Fact]
    public void Add_MoreBytesThanAllowed_ForgetsWholeFramesThenTheOldestPrompts()
    {
        long bytes = Prompt("a", 0).Bytes;
        SimilarityIndex index = Index(maxBytes: 3 * bytes);
        index.Add(Frame("a"), Prompt("a", 0));
        index.Add(Frame("b"), Prompt("b", 0));
        index.Add(Frame("b"), Prompt("b", 1));
        Assert.Single(index.Find(Frame("a"), Vector));

        // The one that was used the longest time ago.
        index.Add(Frame("a"), Prompt("a", 1));
        Assert.Empty(index.Find(Frame("b"), Vector));
        for (int i = 2; i < 5; i++)
        {
            index.Add(Frame("a"), Prompt("a", i));
        }

        Assert.Equal(["a2", "a3", "a4"], index.Find(Frame("a"), Vector).Select(prompt => prompt.Text).Order());
    }

    [Fact]
    public void Add_OnePromptLargerThanAllowed_IsNotRemembered()
    {
        SimilarityIndex index = Index(maxBytes: 10);
        index.Add(Frame("a"), Prompt("a", 0));
        Assert.Empty(index.Find(Frame("a"), Vector));
    }

    [Fact]
    public void Add_AfterRemovalsAndReplacements_CountsWhatIsThere()
    {
        long bytes = Prompt("a", 0).Bytes;
        SimilarityIndex index = Index(maxBytes: 3 * bytes);
        for (int round = 0; round < 20; round++)
        {
            SimilarPrompt first = Prompt("a", 0);
            index.Add(Frame("a"), first);
            index.Add(Frame("a"), first);
            index.Add(Frame("a"), Prompt("a", 1));
            index.Remove(Frame("a"), first);
        }

        index.Add(Frame("a"), Prompt("a", 2));
        index.Add(Frame("a"), Prompt("a", 3));
        Assert.Equal(["a1", "a2", "a3"], index.Find(Frame("a"), Vector).Select(prompt => prompt.Text).Order());
        index.Clear();
        Assert.Empty(index.Find(Frame("a"), Vector));
    }

    private static SimilarityIndex Index(long maxBytes) => new(new ChatSimilarityOptions
    {
        Embedder = null!,
        Threshold = 0.5,
        MayStandFor = static (_, _) => true,
        MaxBytes = maxBytes,
    });

    private static ChatFrame Frame(string name) => new(new ChatKey("scope", name), name);

    private static SimilarPrompt Prompt(string frame, int number)
        => new($"{frame}{number}", Vector, new ChatKey("scope", $"{frame}/{number}"));
}
