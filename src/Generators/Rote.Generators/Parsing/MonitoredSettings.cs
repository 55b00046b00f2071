namespace Rote.Generators.Parsing;

/// <summary>What <c>[Monitored]</c> says.</summary>
internal sealed record MonitoredSettings(string? Operation, int SlowMilliseconds, bool Profile);
