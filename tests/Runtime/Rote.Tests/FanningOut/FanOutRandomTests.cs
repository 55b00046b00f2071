using Rote.FanningOut;
using Rote.Testing;

namespace Rote.Tests.FanningOut;

/// <summary>Random answers in random order of time, against what LINQ makes of the same answers.</summary>
public sealed class FanOutRandomTests
{
    private const int Runs = 200;

    [Fact]
    public async Task Search_RandomAnswersAndTimings_IsWhatLinqSays()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            Hit[]?[] answers = Answers(random);
            int limit = random.Next(1, 30);
            var stores = answers.Select(_ => new TaskCompletionSource<IReadOnlyList<Hit>>()).ToArray();
            var fanOut = new FanOut<FakeStore>(
                stores.Select(store => FakeStore.Waiting(store.Task)),
                new FanOutOptions
                {
                    MaxConcurrency = random.Next(1, 5),
                    SequentialBelow = random.Next(8),
                    TimeProvider = new ManualTimeProvider(),
                });

            Task<FanOutResult<Hit>> search = fanOut.SearchAsync(
                0, static (store, _, ct) => store.SearchAsync(ct), static hit => hit.Score, static hit => hit.Key, limit,
                TestContext.Current.CancellationToken);
            int[] order = [.. Enumerable.Range(0, stores.Length)];
            random.Shuffle(order);
            foreach (int store in order)
            {
                Complete(stores[store], answers[store]);
            }

            FanOutResult<Hit> result = await search;
            Assert.True(Expected(answers, limit).SequenceEqual(result.Items), $"seed {seed}");
            Assert.Equal(answers.Select(answer => answer is not null), result.Stores.Select(IsAnswered));
        }
    }

    private static bool IsAnswered(FanOutOutcome store) => store.Status == FanOutStatus.Answered;

    private static void Complete(TaskCompletionSource<IReadOnlyList<Hit>> store, Hit[]? answer)
    {
        if (answer is null)
        {
            store.SetException(new FormatException());
            return;
        }

        store.SetResult(answer);
    }

    /// <summary>Null where the store fails; the first one never does. Few keys and scores, so that many are the same.</summary>
    private static Hit[]?[] Answers(Random random)
        => [.. Enumerable.Range(0, random.Next(1, 7)).Select(store => store > 0 && random.Next(4) == 0
            ? null
            : Enumerable.Range(0, random.Next(20)).Select(position => new Hit(
                $"{(char)(random.Next(2) == 0 ? 'a' : 'B')}{random.Next(12)}",
                random.Next(6) == 0 ? double.NaN : random.Next(-2, 3) / 2.0,
                $"{store}/{position}")).ToArray())];

    private static IEnumerable<Hit> Expected(Hit[]?[] answers, int limit)
        => answers
            .SelectMany((answer, store) => (answer ?? []).Select((hit, position) => (Hit: hit, Store: store, Position: position)))
            .GroupBy(found => found.Hit.Key)
            .Select(same => same.OrderByDescending(found => found.Hit.Score).ThenBy(found => found.Store)
                .ThenBy(found => found.Position).First())
            .OrderByDescending(found => found.Hit.Score)
            .ThenBy(found => found.Store)
            .ThenBy(found => found.Hit.Key, StringComparer.Ordinal)
            .ThenBy(found => found.Position)
            .Take(limit)
            .Select(found => found.Hit);
}
