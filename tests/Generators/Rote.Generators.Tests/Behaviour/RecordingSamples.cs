using Rote.Buffering;

namespace Rote.Generators.Tests.Behaviour;

/// <summary>Remembers what reaches it.</summary>
internal sealed class RecordingSamples : ISamples
{
    public List<Aggregate<string>> Stored { get; } = [];

    public List<(string Tenant, Aggregate<(string Pool, int Chain)>[] Prices)> Prices { get; } = [];

    public List<string> Forwarded { get; } = [];

    public bool IsDown { get; set; }

    public ValueTask RecordAsync(string series, double value, DateTimeOffset at, CancellationToken ct = default)
        => throw new InvalidOperationException("A sample reached the store.");

    public ValueTask StoreAsync(IReadOnlyList<Aggregate<string>> aggregates, CancellationToken ct = default)
    {
        if (IsDown)
        {
            throw new IOException("down");
        }

        Stored.AddRange(aggregates);
        return ValueTask.CompletedTask;
    }

    public Task PriceAsync(string tenant, string pool, int chain, decimal price)
        => throw new InvalidOperationException("A sample reached the store.");

    public Task StorePricesAsync(string tenant, List<Aggregate<(string Pool, int Chain)>> prices)
    {
        Prices.Add((tenant, [.. prices]));
        return Task.CompletedTask;
    }

    public ValueTask UnfitAsync(string tenant, string series, double value)
    {
        Forwarded.Add($"{tenant} {series} {value}");
        return ValueTask.CompletedTask;
    }
}
