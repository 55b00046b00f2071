using AgentMemory.Embedding;

namespace AgentMemory.Tests.Embedding;

public sealed class StableHashTests
{
    [Fact]
    public void Finish_KnownText_IsTheSameInEveryProcess() => Assert.Equal(0xd3b407a6269dbe7UL, Hash("oxygen", seed: 1));

    [Fact]
    public void Finish_OtherSeed_IsAnotherHash() => Assert.NotEqual(Hash("oxygen", seed: 1), Hash("oxygen", seed: 2));

    [Fact]
    public void Finish_ManyWords_SpreadOverTheLowBits()
    {
        var used = Enumerable.Range(0, 4096).Select(i => Hash(FormattableString.Invariant($"w{i}"), seed: 1) & 511).ToHashSet();
        Assert.True(used.Count > 500, $"only {used.Count} of 512 cells are used");
    }

    private static ulong Hash(string text, ulong seed)
        => StableHash.Finish(text.Aggregate(StableHash.Start(seed), StableHash.Append));
}
