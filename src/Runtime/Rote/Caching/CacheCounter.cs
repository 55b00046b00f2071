using Rote.Monitoring;

namespace Rote.Caching;

/// <summary>Counts requests by their outcome.</summary>
internal static class CacheCounter
{
    /// <summary>Counts look-ups of several items. Costs one check while nobody listens.</summary>
    public static void Count(string region, int hits, int misses)
    {
        if (!RoteTelemetry.CacheRequests.Enabled)
        {
            return;
        }

        var name = new KeyValuePair<string, object?>(RoteTelemetry.CacheNameTag, region);
        if (hits > 0)
        {
            RoteTelemetry.CacheRequests.Add(hits, name, RoteTelemetry.Hit);
        }

        if (misses > 0)
        {
            RoteTelemetry.CacheRequests.Add(misses, name, RoteTelemetry.Miss);
        }
    }
}
