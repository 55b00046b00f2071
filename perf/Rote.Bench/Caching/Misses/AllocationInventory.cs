using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rote.Bench.Caching.Misses;

/// <summary>Counts objects exactly: names each one that code allocates on its thread.</summary>
/// <remarks>
/// A thread allocates from a stretch of memory, one object behind the other. So the objects between two markers are found by
/// walking from one to the next, by the sizes in their method tables (CoreCLR: component size and flags in the first four bytes,
/// base size in the next), while the collector is held off. What does not add up to the bytes that the runtime counted for the
/// thread, because a stretch ended in between, is measured again.
/// </remarks>
internal static class AllocationInventory
{
    private const long NoCollectionBytes = 64 << 20;
    private const int MaxAttempts = 100;
    private const int BaseSizeOffset = sizeof(int);
    private const int LengthOffset = sizeof(long);
    private const int HasComponents = int.MinValue;
    private const int ComponentSizeMask = 0xFFFF;
    private const int Alignment = sizeof(long);

    private static readonly long MarkerBytes = SizeOf(AddressOf(Mark()));

    /// <summary>The objects that an action allocates on this thread, in order, and the bytes that other threads do.</summary>
    /// <exception cref="InvalidOperationException">The sums never agreed.</exception>
    public static (IReadOnlyList<AllocatedObject> Objects, long BytesElsewhere) Of(Action action)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (TryCount(action) is { } counted)
            {
                return counted;
            }
        }

        throw new InvalidOperationException($"{MaxAttempts} attempts to count objects gave sums that differ from the runtime's.");
    }

    private static (IReadOnlyList<AllocatedObject> Objects, long BytesElsewhere)? TryCount(Action action)
    {
        if (!GC.TryStartNoGCRegion(NoCollectionBytes))
        {
            return null;
        }

        var totalBefore = GC.GetTotalAllocatedBytes(precise: true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var first = Mark();
        action();
        var last = Mark();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before - (2 * MarkerBytes);
        var elsewhere = GC.GetTotalAllocatedBytes(precise: true) - totalBefore - bytes - (2 * MarkerBytes);
        var objects = Walk(AddressOf(first) + (nint)MarkerBytes, AddressOf(last), bytes);
        GC.KeepAlive(first);
        GC.KeepAlive(last);
        GC.EndNoGCRegion();
        return objects is null ? null : (objects, elsewhere);
    }

    private static List<AllocatedObject>? Walk(nint from, nint to, long expectedBytes)
    {
        if (to - from != expectedBytes)
        {
            return null;
        }

        var objects = new List<AllocatedObject>();
        while (from < to)
        {
            var size = SizeOf(from);
            objects.Add(new(Unsafe.As<nint, object>(ref from).GetType().ToString(), size));
            from += (nint)size;
        }

        return objects;
    }

    private static long SizeOf(nint instance)
    {
        var methodTable = Marshal.ReadIntPtr(instance);
        var flags = Marshal.ReadInt32(methodTable);
        long size = Marshal.ReadInt32(methodTable, BaseSizeOffset);
        if ((flags & HasComponents) != 0)
        {
            size += (long)(flags & ComponentSizeMask) * Marshal.ReadInt32(instance, LengthOffset);
        }

        return (size + Alignment - 1) / Alignment * Alignment;
    }

    private static nint AddressOf(object instance) => Unsafe.As<object, nint>(ref instance);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object Mark() => new();
}
