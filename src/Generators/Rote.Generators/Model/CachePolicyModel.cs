namespace Rote.Generators.Model;

/// <summary>How a region keeps its entries.</summary>
/// <param name="Region">Its name.</param>
/// <param name="LifetimeSeconds">Lifetime of an entry.</param>
/// <param name="SlidingSeconds">Seconds after the last hit at which an entry is dropped; 0 for never.</param>
/// <param name="NullSeconds">Lifetime of a <see langword="null"/>; 0 for none.</param>
/// <param name="JitterPercent">Percentage by which lifetimes are shortened.</param>
internal sealed record CachePolicyModel(
    string Region, long LifetimeSeconds, int SlidingSeconds, int NullSeconds, int JitterPercent);
