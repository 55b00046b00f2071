namespace Rote.Tests.Monitoring;

/// <summary>One recorded measurement.</summary>
internal sealed record Sample(string Instrument, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags);
