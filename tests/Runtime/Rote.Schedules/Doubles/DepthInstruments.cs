using System.Diagnostics.CodeAnalysis;

namespace Rote.Monitoring;

/// <summary>
/// Takes the place of the runtime's class of this name, which is one for the process: schedules run side by side and share
/// nothing.
/// </summary>
internal sealed class DepthInstruments
{
    public static readonly DepthInstruments Batching = new();
    public static readonly DepthInstruments WriteBehind = new();
    public static readonly DepthInstruments Aggregation = new();

    /// <summary>Nobody collects in a schedule.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "It is called as the runtime's is.")]
    public void Add(IHoldsBack member) => ArgumentNullException.ThrowIfNull(member);
}
