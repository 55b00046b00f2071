using Rote.Buffering;

namespace AggregationSample;

/// <summary>The store behind the interface: it counts its calls, and keeps a row for each sample or each quarter.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class UsageStore : IUsageStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UsageRow, Aggregate<(string Agent, string Model)>> _quarters = [];
    private readonly Dictionary<string, long> _tokens = [];

    /// <summary>Calls of the store: the round trips.</summary>
    public int Calls { get; private set; }

    /// <summary>Rows it has.</summary>
    public int Rows { get; private set; }

    /// <summary>Aggregates that it put together with a row it had.</summary>
    public int Merged { get; private set; }

    /// <summary>Samples in all rows.</summary>
    public long Samples { get; private set; }

    public ValueTask RecordAsync(
        string tenant,
        string agent,
        string model,
        int tokens,
        DateTimeOffset at,
        CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Calls++;
            Rows++;
            Add(tenant, tokens, samples: 1);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask StoreUsageAsync(
        string tenant,
        IReadOnlyList<Aggregate<(string Agent, string Model)>> usage,
        CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Calls++;
            foreach (var quarter in usage)
            {
                Store(new UsageRow(tenant, quarter.Series.Agent, quarter.Series.Model, quarter.Start), quarter);
                Add(tenant, (long)quarter.Sum, quarter.Count);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What a tenant pays for.</summary>
    public long TokensOf(string tenant)
    {
        lock (_gate)
        {
            return _tokens.GetValueOrDefault(tenant);
        }
    }

    /// <summary>The call that took most tokens, of all quarters.</summary>
    public double LargestCall()
    {
        lock (_gate)
        {
            return _quarters.Values.Max(quarter => quarter.Max);
        }
    }

    private void Store(UsageRow row, Aggregate<(string Agent, string Model)> quarter)
    {
        // A late sample opens its bucket again and comes by itself: the row becomes both. A store that always merges is right
        // whether or not an aggregate says that it is partial.
        if (_quarters.TryGetValue(row, out var stored))
        {
            quarter = stored.Merge(quarter);
            Merged++;
        }
        else
        {
            Rows++;
        }

        _quarters[row] = quarter;
    }

    private void Add(string tenant, long tokens, long samples)
    {
        Samples += samples;
        _tokens[tenant] = _tokens.GetValueOrDefault(tenant) + tokens;
    }
}
