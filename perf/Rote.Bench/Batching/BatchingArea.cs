using Rote.Bench.Figures;

namespace Rote.Bench.Batching;

/// <summary>The figures of batching: throughput, memory, cores, latency.</summary>
internal static class BatchingArea
{
    /// <summary>A part is plugged in by a line.</summary>
    public static PartedArea Make() => new(
        "batching", [new ThroughputFigures(), new MemoryFigures(), new CoreFigures(), new LatencyFigures()]);
}
