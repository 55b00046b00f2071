namespace AggregationSample;

/// <summary>The primary key of a quarter of an hour.</summary>
internal readonly record struct UsageRow(string Tenant, string Agent, string Model, DateTimeOffset Start);
