using System.Diagnostics.Metrics;
using Rote.Monitoring;

namespace Rote.Caching;

/// <summary>
/// Shows the statistics of all regions as observable instruments, named as those of .NET's own caches. Regions of one name are
/// added up; what a region has counted outlives it.
/// </summary>
/// <remarks>Thread-safe; one lock, under which those of the regions are taken one by one. Regions are held weakly.</remarks>
internal static class CacheInstruments
{
    private const int SmallestSweep = 64;

    private static readonly Lock Gate = new();
    private static readonly List<Member> Members = [];
    private static readonly Dictionary<string, CacheTotals> Gone = [];
    private static int s_sweepAt = SmallestSweep;

    /// <summary>Shows a region for as long as it lives.</summary>
    public static void Add(ICacheRegion region, CacheCounters counters)
    {
        lock (Gate)
        {
            if (Members.Count >= s_sweepAt)
            {
                Sweep();
                s_sweepAt = Math.Max(SmallestSweep, Members.Count * 2);
            }

            Members.Add(new Member(region.Name, new WeakReference<ICacheRegion>(region), counters));
        }

        Instruments.Touch();
    }

    private static Dictionary<string, CacheTotals> Collect()
    {
        lock (Gate)
        {
            Sweep();
            var totals = new Dictionary<string, CacheTotals>(Gone);
            foreach (Member member in Members)
            {
                // One that has just gone is counted, and swept next time: counters only go up.
                member.Region.TryGetTarget(out ICacheRegion? region);
                totals[member.Name] = totals.GetValueOrDefault(member.Name).Plus(member.Counters, region);
            }

            return totals;
        }
    }

    /// <summary>Of what is gone only the sum is kept, by name.</summary>
    private static void Sweep()
        => Members.RemoveAll(static member =>
        {
            if (member.Region.TryGetTarget(out _))
            {
                return false;
            }

            Gone[member.Name] = Gone.GetValueOrDefault(member.Name).Plus(member.Counters, region: null);
            member.Counters.ReturnSlot();
            return true;
        });

    private static IEnumerable<Measurement<long>> Requests()
    {
        foreach ((string name, CacheTotals totals) in Collect())
        {
            var tag = new KeyValuePair<string, object?>(RoteTelemetry.CacheNameTag, name);
            yield return new Measurement<long>(totals.Hits, tag, RoteTelemetry.Hit);
            yield return new Measurement<long>(totals.Misses, tag, RoteTelemetry.Miss);
        }
    }

    private static IEnumerable<Measurement<long>> Each(Func<CacheTotals, long> number)
        => Collect().Select(pair => new Measurement<long>(
            number(pair.Value), new KeyValuePair<string, object?>(RoteTelemetry.CacheNameTag, pair.Key)));

    private sealed record Member(string Name, WeakReference<ICacheRegion> Region, CacheCounters Counters);

    /// <summary>Made with the first region.</summary>
    private static class Instruments
    {
        static Instruments()
        {
            Meter meter = RoteTelemetry.Meter;
            meter.CreateObservableCounter("cache.requests", Requests, "{request}", "Cache requests by their outcome.");
            meter.CreateObservableCounter(
                "cache.evictions", static () => Each(static totals => totals.Evictions), "{eviction}", "Entries that made room.");
            meter.CreateObservableUpDownCounter(
                "cache.entries", static () => Each(static totals => totals.Entries), "{entry}", "Entries that are kept.");
            meter.CreateObservableUpDownCounter(
                "cache.estimated_size",
                static () => Each(static totals => totals.Weight),
                "{weight}",
                "Sum of the entries' weights; their count where nothing is weighed.");
        }

        public static void Touch()
        {
        }
    }
}
