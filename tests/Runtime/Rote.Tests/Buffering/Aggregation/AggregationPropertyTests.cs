using Rote.Buffering;

namespace Rote.Tests.Buffering.Aggregation;

/// <summary>The aggregator against a naive fold of all its samples: random order, lateness, flushes, jumps and bounds.</summary>
public sealed class AggregationPropertyTests : AggregatorTestBase
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Aggregates_MergedByBucket_EqualANaiveFold(int seed)
    {
        var random = new Random(seed);
        var length = TimeSpan.FromMinutes(new[] { 1, 15, 60, 24 * 60 }[random.Next(4)]);
        SampleAggregator<string> aggregator = Make(policy => policy with
        {
            BucketLength = length,
            AllowedLateness = TimeSpan.FromSeconds(random.Next(120)),
            MaxBuckets = random.Next(1, 50),
            MaxBatchSize = random.Next(1, 10),
            MaxAttempts = int.MaxValue,
        });
        int failing = 0;
        Store.Before = _ => failing-- > 0 ? throw new IOException("down") : ValueTask.CompletedTask;
        List<(string Series, DateTimeOffset At, double Value)> samples = [];
        for (int i = 0; i < 400; i++)
        {
            switch (random.Next(12))
            {
                case 0:
                    Time.Advance(length * random.NextDouble());
                    break;
                case 1:
                    await aggregator.FlushAsync(Ct);
                    break;
                case 2 when seed % 2 == 0:
                    Time.JumpWallClock(length * random.Next(-3, 4));
                    break;
                default:
                    var sample = (
                        $"s{random.Next(4)}",
                        Time.GetUtcNow() + (length * ((random.NextDouble() * 4) - 2)),
                        Math.Round((random.NextDouble() * 200) - 100, 2));
                    samples.Add(sample);
                    await aggregator.AddAsync(sample.Item1, sample.Item2, sample.Item3, Ct);
                    break;
            }
        }

        await aggregator.DisposeAsync();

        Assert.Empty(Lost);
        AssertEqual(Naive(samples, length.Ticks), Merged());
        Assert.Equal(samples.Count, aggregator.Statistics.DeliveredSamples);
    }

    private static Dictionary<(string Series, long Start), List<(long At, double Value)>> Naive(
        List<(string Series, DateTimeOffset At, double Value)> samples, long length)
        => samples
            .GroupBy(sample => (sample.Series, sample.At.UtcTicks - (sample.At.UtcTicks % length)))
            .ToDictionary(group => group.Key, group => group.Select(sample => (sample.At.UtcTicks, sample.Value)).ToList());

    private static void AssertEqual(
        Dictionary<(string Series, long Start), List<(long At, double Value)>> naive,
        Dictionary<(string Series, long Start), Aggregate<string>> merged)
    {
        Assert.Equal(naive.Keys.Order(), merged.Keys.Order());
        foreach (((string, long) key, List<(long At, double Value)> samples) in naive)
        {
            Aggregate<string> aggregate = merged[key];
            decimal sum = samples.Sum(sample => (decimal)sample.Value);
            Assert.Equal(samples.Count, aggregate.Count);
            Assert.Equal(samples.Min(sample => sample.Value), aggregate.Min);
            Assert.Equal(samples.Max(sample => sample.Value), aggregate.Max);
            Assert.Equal((double)sum, aggregate.Sum, 1e-10);
            Assert.Equal((double)sum / samples.Count, aggregate.Average, 1e-10);
            Assert.Equal(samples.Max(sample => sample.At), aggregate.LastAt.UtcTicks);
            Assert.Contains(samples, sample => sample == (aggregate.LastAt.UtcTicks, aggregate.Last));
        }
    }

    private Dictionary<(string Series, long Start), Aggregate<string>> Merged()
        => Store.All
            .GroupBy(aggregate => (aggregate.Series, aggregate.Start.UtcTicks))
            .ToDictionary(group => group.Key, group => group.Aggregate((one, other) => one.Merge(other)));
}
