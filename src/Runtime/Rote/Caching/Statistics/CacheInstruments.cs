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

    /// <summary>The two numbers that add up to all, told apart by a tag.</summary>
    private static IEnumerable<Measurement<long>> Both(
        (Func<CacheTotals, long> Number, KeyValuePair<string, object?> Tag) one,
        (Func<CacheTotals, long> Number, KeyValuePair<string, object?> Tag) other,
        Func<CacheTotals, bool>? shows = null)
    {
        foreach ((string name, CacheTotals totals) in Collect())
        {
            if (shows?.Invoke(totals) != false)
            {
                var tag = new KeyValuePair<string, object?>(RoteTelemetry.CacheNameTag, name);
                yield return new Measurement<long>(one.Number(totals), tag, one.Tag);
                yield return new Measurement<long>(other.Number(totals), tag, other.Tag);
            }
        }
    }

    private static IEnumerable<Measurement<long>> Each(Func<CacheTotals, long> number, Func<CacheTotals, bool>? shows = null)
        => Collect().Where(pair => shows?.Invoke(pair.Value) != false).Select(pair => new Measurement<long>(
            number(pair.Value), new KeyValuePair<string, object?>(RoteTelemetry.CacheNameTag, pair.Key)));

    private sealed record Member(string Name, WeakReference<ICacheRegion> Region, CacheCounters Counters);

    /// <summary>Made with the first region.</summary>
    private static class Instruments
    {
        static Instruments()
        {
            Meter meter = RoteTelemetry.Meter;
            meter.CreateObservableCounter(
                "cache.requests",
                static () => Both((static all => all.Hits, RoteTelemetry.Hit), (static all => all.Misses, RoteTelemetry.Miss)),
                "{request}",
                "Cache requests by their outcome.");
            meter.CreateObservableCounter(
                "cache.evictions", static () => Each(static totals => totals.Evictions), "{eviction}", "Entries that made room.");
            meter.CreateObservableCounter(
                "cache.expirations",
                static () => Each(static totals => totals.Expirations),
                "{expiration}",
                "Entries dropped after their lifetime, or after one of their tags was invalidated.");
            meter.CreateObservableUpDownCounter(
                "cache.entries", static () => Each(static totals => totals.Entries), "{entry}", "Entries that are kept.");
            meter.CreateObservableUpDownCounter(
                "cache.estimated_size",
                static () => Each(static totals => totals.Weight),
                "{weight}",
                "Sum of the entries' weights; their count where nothing is weighed.");
            CreateOfLoads(meter);
            CreateOfLevels(meter);
        }

        public static void Touch()
        {
        }

        private static void CreateOfLoads(Meter meter)
        {
            meter.CreateObservableCounter(
                "cache.loads",
                static () => Both(
                    (static all => all.SucceededLoads, RoteTelemetry.Success),
                    (static all => all.FailedLoads, RoteTelemetry.Failure)),
                "{load}",
                "Loads by their outcome; a bulk load counts once for each key.");
            meter.CreateObservableCounter(
                "cache.renewals",
                static () => Each(static totals => totals.Renewals),
                "{renewal}",
                "Loads in the background that renewed an entry before its lifetime ended.");
            meter.CreateObservableCounter(
                "cache.stale_hits",
                static () => Each(static totals => totals.StaleHits),
                "{request}",
                "Failed loads whose callers got the value of an expired entry.");
        }

        private static void CreateOfLevels(Meter meter)
        {
            meter.CreateObservableCounter(
                "cache.second_level.requests",
                static () => Both(
                    (static all => all.LevelHits, RoteTelemetry.Hit),
                    (static all => all.LevelMisses, RoteTelemetry.Miss),
                    static totals => totals.HasLevel),
                "{request}",
                "Keys that loads looked for in the second level, by their outcome.");
            meter.CreateObservableCounter(
                "cache.second_level.failures",
                static () => Each(static totals => totals.LevelFailures, static totals => totals.HasLevel),
                "{failure}",
                "Calls of the second level that threw or took too long, and stored bytes that were damaged.");
        }
    }
}
