using AgentMemory.Client;
using AgentMemory.Server;

namespace AgentMemory.Tests.Server;

public sealed class BestAnswersTests
{
    [Fact]
    public void Offer_MoreThanTheLimit_KeepsTheBestInOrder()
        => Assert.Equal(["d", "b"], Best(2, ("a", 0.1f), ("b", 0.5f), ("c", 0.2f), ("d", 0.9f)));

    [Fact]
    public void Offer_EqualScores_AreOrderedByIdWhateverCameFirst()
    {
        Assert.Equal(["a", "b"], Best(2, ("c", 0.5f), ("b", 0.5f), ("a", 0.5f)));
        Assert.Equal(["a", "b"], Best(2, ("a", 0.5f), ("b", 0.5f), ("c", 0.5f)));
    }

    [Fact]
    public void Offer_NothingInCommon_IsNoAnswer() => Assert.Empty(Best(5, ("a", 0f), ("b", -0.3f), ("c", float.NaN)));

    [Fact]
    public void Offer_LimitOfZero_KeepsNothing() => Assert.Empty(Best(0, ("a", 1f)));

    private static string[] Best(int limit, params (string Id, float Score)[] offers)
    {
        var best = new BestAnswers(limit);
        foreach (var (id, score) in offers)
        {
            best.Offer(new Memory(id, id, Speaker: null, Session: null, ElapsedSeconds: null, default), score);
        }

        return [.. best.ToAnswers().Select(answer => answer.Id)];
    }
}
