namespace Rote.Bench.FanningOut;

/// <summary>What the stores find.</summary>
internal sealed record Hit(string Id, double Score);
