using AgentMemory.Embedding;
using Microsoft.Extensions.AI;

namespace AgentMemory.Tests.Embedding;

public sealed class HashingEmbeddingGeneratorTests
{
    private static readonly string[] Texts = ["The red lantern is in the cellar.", "a", "42", "Ünïcode 你好", new string('x', 500)];

    private readonly HashingEmbeddingGenerator _embedder = SmallCorpus.CreateEmbedder();

    [Fact]
    public async Task GenerateAsync_AnyText_HasUnitLengthAndTheDeclaredDimension()
    {
        foreach (var text in Texts)
        {
            var vector = await EmbedAsync(text);
            Assert.Equal(HashingEmbeddingGenerator.Dimensions, vector.Length);
            Assert.Equal(1f, VectorMath.Dot(vector, vector), 1e-5f);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("?! ...")]
    public async Task GenerateAsync_TextWithoutWords_IsTheZeroVector(string text)
        => Assert.All(await EmbedAsync(text), value => Assert.Equal(0f, value));

    [Fact]
    public async Task GenerateAsync_SameTextAndCorpus_IsTheSameVectorBitForBit()
    {
        using var other = SmallCorpus.CreateEmbedder();
        var theirs = await other.GenerateAsync(Texts, options: null, TestContext.Current.CancellationToken);
        for (var i = 0; i < Texts.Length; i++)
        {
            Assert.Equal(theirs[i].Vector.ToArray(), await EmbedAsync(Texts[i]));
        }
    }

    [Theory]
    [InlineData("The red lantern is in the cellar.", "lanterns, red ones", "Understood, thank you.")]
    [InlineData("compass in the harbour", "The compass is in the harbour.", "The kettle is in the attic.")]
    [InlineData("yellow blanket", "yelow blankett", "green ladder")]
    public async Task GenerateAsync_RelatedTexts_AreNearerThanUnrelatedOnes(string text, string related, string unrelated)
    {
        var vector = await EmbedAsync(text);
        var relatedVector = await EmbedAsync(related);
        var unrelatedVector = await EmbedAsync(unrelated);
        var near = VectorMath.Dot(vector, relatedVector);
        var far = VectorMath.Dot(vector, unrelatedVector);
        Assert.True(near > far + 0.05f, $"{near} is not well above {far}");
    }

    [Fact]
    public async Task GenerateAsync_CaseAndPunctuation_DoNotMatter()
        => Assert.Equal(await EmbedAsync("red lantern"), await EmbedAsync("RED -- Lantern!"));

    [Fact]
    public async Task GenerateAsync_ThousandsOfShortTexts_NeverCollideWithAStrangeWord()
    {
        // With one dimension to a word, about 1 in 512 unrelated words would be "the same" word.
        var probe = await EmbedAsync("zeppelin");
        var nearest = 0f;
        for (var i = 0; i < 5000; i++)
        {
            var vector = await EmbedAsync(FormattableString.Invariant($"q{i}w"));
            nearest = Math.Max(nearest, VectorMath.Dot(probe, vector));
        }

        Assert.InRange(nearest, 0f, 0.5f);
    }

    [Fact]
    public async Task GenerateAsync_Cancelled_Stops()
        => await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _embedder.GenerateAsync(Texts, options: null, new CancellationToken(canceled: true)));

    [Fact]
    public void GetService_Metadata_TellsTheDimension()
    {
        var metadata = Assert.IsType<EmbeddingGeneratorMetadata>(_embedder.GetService(typeof(EmbeddingGeneratorMetadata)));
        Assert.Equal(HashingEmbeddingGenerator.Dimensions, metadata.DefaultModelDimensions);
        Assert.Same(_embedder, _embedder.GetService(typeof(HashingEmbeddingGenerator)));
        Assert.Null(_embedder.GetService(typeof(string)));
        Assert.Null(_embedder.GetService(typeof(HashingEmbeddingGenerator), serviceKey: "other"));
    }

    private async Task<float[]> EmbedAsync(string text)
        => (await _embedder.GenerateAsync([text], options: null, TestContext.Current.CancellationToken))[0].Vector.ToArray();
}
