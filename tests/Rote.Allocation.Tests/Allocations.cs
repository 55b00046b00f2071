namespace Rote.Allocation.Tests;

/// <summary>Counts the bytes that code allocates on its thread.</summary>
internal static class Allocations
{
    private const int Iterations = 10_000;

    /// <summary>Bytes of <paramref name="action"/> over many runs, after some to warm up.</summary>
    public static long Of(Action action)
    {
        for (int i = 0; i < 100; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Iterations; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Bytes of one run, which must be the same in all.</summary>
    public static long OfOne(Action action)
    {
        long bytes = Of(action);
        Assert.Equal(0, bytes % Iterations);
        return bytes / Iterations;
    }

    /// <summary>
    /// Bytes of the run in the middle: for work that moves between processors, of which the first to see one makes what is used
    /// again.
    /// </summary>
    public static long OfMiddle(Action action)
    {
        const int Samples = 1_001;
        for (int i = 0; i < 100; i++)
        {
            action();
        }

        var samples = new long[Samples];
        for (int i = 0; i < Samples; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            samples[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(samples);
        return samples[Samples / 2];
    }
}
