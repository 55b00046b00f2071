using Rote.Bench.Figures;

namespace Rote.Bench.Paging;

/// <summary>The figures of paging: what a long stream holds, and what it gives while others write.</summary>
internal static class PagingArea
{
    /// <summary>A part is plugged in by a line.</summary>
    public static PartedArea Make() => new("paging", [new StreamFigures()]);
}
