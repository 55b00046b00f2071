namespace AggregationSample;

/// <summary>One call of a model, and when its record arrives.</summary>
internal sealed record ModelCall(
    string Tenant, string Agent, string Model, int Tokens, DateTimeOffset At, DateTimeOffset Arrives);
