using System.Globalization;
using System.Text;
using Rote.Bench.Policies;

namespace Rote.Bench.Caching.Ratios;

/// <summary>Hit ratios of the policies on all traces.</summary>
internal sealed class HitRatioTable
{
    public const string Lru = "LRU";
    public const string TinyLfu = "W-TinyLFU";
    public const string Region = "Rote region";

    private const int Seed = 1;

    private static readonly (string Name, Func<Trace, IReplacementPolicy> Make)[] Policies =
    [
        (Lru, trace => new LruPolicy(trace.Capacity, trace.Keys)),
        ("CLOCK", trace => new ClockPolicy(trace.Capacity, trace.Keys)),
        ("SIEVE", trace => new SievePolicy(trace.Capacity, trace.Keys)),
        ("S3-FIFO", trace => new S3FifoPolicy(trace.Capacity, trace.Keys)),
        ("balanced S3-FIFO", trace => new BalancedS3FifoPolicy(trace.Capacity, trace.Keys)),
        (TinyLfu, trace => new TinyLfuPolicy(trace.Capacity, trace.Keys, Seed)),
        ("MemoryCache", trace => new MemoryCachePolicy(trace.Capacity)),
        (Region, trace => new RegionPolicy(trace.Capacity)),
        ("optimum", trace => new OptimalPolicy(trace.Capacity, trace.Keys, trace.Requests)),
    ];

    private HitRatioTable(IReadOnlyList<HitRatio> ratios) => Ratios = ratios;

    /// <summary>All of them, policies within capacities within traces.</summary>
    public IReadOnlyList<HitRatio> Ratios { get; }

    /// <summary>Plays every trace to every policy.</summary>
    public static HitRatioTable Measure(IEnumerable<int> capacities, CancellationToken cancellationToken)
    {
        var ratios = new List<HitRatio>();
        foreach (var trace in capacities.SelectMany(TraceSet.Of))
        {
            foreach (var (name, make) in Policies)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ratios.Add(new(trace.Name, trace.Capacity, name, Play(trace, make(trace))));
            }
        }

        return new(ratios);
    }

    /// <summary>The lines <c>trace,capacity,policy,percent</c>.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder("trace,capacity,policy,percent\n");
        foreach (var ratio in Ratios)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"{ratio.Trace},{ratio.Capacity},{ratio.Policy},{ratio.Percent:0.00}\n");
        }

        return text.ToString();
    }

    /// <summary>A table for a page: traces and capacities down, policies across.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("| trace | capacity |");
        text.AppendJoin("", Policies.Select(policy => $" {policy.Name} |")).Append("\n|---|--:|");
        text.AppendJoin("", Policies.Select(_ => "--:|")).Append('\n');
        foreach (var row in Ratios.GroupBy(ratio => (ratio.Trace, ratio.Capacity)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Key.Trace} | {row.Key.Capacity} |");
            text.AppendJoin("", row.Select(ratio => string.Create(CultureInfo.InvariantCulture, $" {ratio.Percent:0.0} |")));
            text.Append('\n');
        }

        return text.ToString();
    }

    private static double Play(Trace trace, IReplacementPolicy policy)
    {
        var hits = 0;
        foreach (var key in trace.Requests)
        {
            hits += policy.Request(key) ? 1 : 0;
        }

        (policy as IDisposable)?.Dispose();
        return 100.0 * hits / trace.Requests.Length;
    }
}
