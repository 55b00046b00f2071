using Rote.Buffering;

namespace Rote.Tests.Buffering;

public sealed class PoisonIsolationTests
{
    private const int MostItems = 600;

    private static readonly CommitFailure Bad = new(new InvalidDataException(), DeadLetterReason.Failed, CanBePoison: true);

    /// <summary>The bound of the issue, for every size and every place of the one culprit.</summary>
    [Fact]
    public async Task RunAsync_OnePoisonItem_FailsAloneInLogarithmicallyManyCalls()
    {
        for (int count = 2; count <= MostItems; count++)
        {
            int bound = (int)Math.Ceiling(Math.Log2(count)) + 1;
            for (int poison = 0; poison < count; poison++)
            {
                (PoisonIsolation isolation, List<int> sent, int calls) = await RunAsync(count, item => item == poison);

                Assert.True(calls <= bound, $"{calls} extra calls for item {poison} of {count}");
                Assert.Equal(poison, Assert.Single(isolation.Culprits).Index);
                Assert.Equal(count, isolation.Low);
                Assert.True(isolation.AnySucceeded);
                Assert.Equal(count - 1, sent.Count);
                Assert.True(sent.SequenceEqual(sent.Order()));
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task RunAsync_SeveralPoisonItems_AllFailAloneAndTheOthersKeepTheirOrder(int culprits)
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            int count = 40 + random.Next(500);
            HashSet<int> poison = [.. Enumerable.Range(2, count - 2).OrderBy(_ => random.Next()).Take(culprits)];

            (PoisonIsolation isolation, List<int> sent, int calls) = await RunAsync(count, poison.Contains);

            int missed = isolation.Low < count ? poison.Count(item => item >= isolation.Low) : 0;
            Assert.Equal(poison.Order().Take(culprits - missed), isolation.Culprits.Select(one => one.Index));
            Assert.Equal(Enumerable.Range(0, isolation.Low).Except(poison), sent);
            Assert.True(missed == 0 || isolation.Culprits.TakeLast(2).All(one => poison.Contains(one.Index)));
            Assert.InRange(calls, 1, culprits * ((int)Math.Ceiling(Math.Log2(count)) + 1));
        }
    }

    [Fact]
    public async Task RunAsync_StoreIsDown_StopsAfterTwoRounds()
    {
        for (int count = 2; count <= MostItems; count++)
        {
            (PoisonIsolation isolation, List<int> sent, int calls) = await RunAsync(count, _ => true);

            Assert.InRange(calls, 1, 2 * ((int)Math.Ceiling(Math.Log2(count)) + 1));
            Assert.Empty(sent);
            Assert.False(isolation.AnySucceeded);
        }
    }

    [Fact]
    public async Task RunAsync_MorePoisonThanItLooksFor_FailsTheRestAsAWhole()
    {
        (PoisonIsolation isolation, List<int> sent, _) = await RunAsync(500, item => item % 2 == 1);

        Assert.Equal(PoisonIsolation.MostCulprits, isolation.Culprits.Count);
        Assert.Equal(isolation.Low, sent.Count + isolation.Culprits.Count);
        Assert.True(isolation.Low < 500);
    }

    [Fact]
    public async Task RunAsync_FailureThatIsNoPoison_EndsTheSearch()
    {
        var timeout = new CommitFailure(new TimeoutException(), DeadLetterReason.Timeout, CanBePoison: false);
        int calls = 0;
        var isolation = new PoisonIsolation(
            8, (_, _) => Task.FromResult<CommitFailure?>(++calls == 2 ? timeout : Bad), static (_, _) => { });

        await isolation.RunAsync(Bad);

        Assert.Equal(2, calls);
        Assert.Same(timeout, isolation.Failure);
        Assert.Empty(isolation.Culprits);
        Assert.Equal(0, isolation.Low);
    }

    private static async Task<(PoisonIsolation Isolation, List<int> Sent, int Calls)> RunAsync(
        int count, Func<int, bool> isPoison)
    {
        var sent = new List<int>();
        int calls = 0;
        var isolation = new PoisonIsolation(count, Send, (from, to) => sent.AddRange(Enumerable.Range(from, to - from)));
        await isolation.RunAsync(Bad);
        return (isolation, sent, calls);

        Task<CommitFailure?> Send(int from, int to)
        {
            calls++;
            for (int item = from; item < to; item++)
            {
                if (isPoison(item))
                {
                    return Task.FromResult<CommitFailure?>(Bad);
                }
            }

            return Task.FromResult<CommitFailure?>(null);
        }
    }
}
