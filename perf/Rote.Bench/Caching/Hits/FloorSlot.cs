using System.Numerics;
using System.Runtime.InteropServices;

namespace Rote.Bench.Caching.Hits;

/// <summary>As long as a slot of a region whose key is two texts.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal readonly record struct FloorSlot(long Value)
{
    /// <summary>As many as a region has for so many entries. All written: memory that never was is read from the cache.</summary>
    public static FloorSlot[] Make(int entries)
    {
        var count = (int)BitOperations.RoundUpToPowerOf2((uint)(entries * 5 / 4) + 1);
        return [.. Enumerable.Range(1, count).Select(value => new FloorSlot(value))];
    }
}
