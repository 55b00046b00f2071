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
}
