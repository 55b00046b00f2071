using Rote.Bench.Caching.Hits;

namespace Rote.Bench.Caching.Misses;

/// <summary>Counts the objects of single misses.</summary>
internal static class MissObjects
{
    private const int Full = 20_000;
    private const int Samples = 101;
    private const string User = "user001";
    private const long MaxTurns = 1_000_000_000;

    /// <summary>The objects of a miss whose inner call answers at once: of the sample in the middle.</summary>
    public static IReadOnlyList<AllocatedObject> AtOnce()
    {
        var store = new ReadyStore().Decorate();
        var id = 0L;
        return Middle(() => Completed.Result(store.GetAsync(User, id++)), out _);
    }

    /// <summary>The objects of a miss whose inner call answers later, and the bytes that other threads allocate.</summary>
    public static IReadOnlyList<AllocatedObject> Later(out long bytesElsewhere)
    {
        var gate = new GatedStore();
        var store = gate.Decorate();
        var id = 0L;
        return Middle(
            () =>
            {
                var call = store.GetAsync(User, id++);
                gate.Answer(User);
                for (long turn = 0; !call.IsCompleted && turn < MaxTurns; turn++)
                {
                    Thread.SpinWait(1);
                }

                Completed.Result(call);
            },
            out bytesElsewhere);
    }

    private static IReadOnlyList<AllocatedObject> Middle(Action miss, out long bytesElsewhere)
    {
        for (var index = 0; index < Full; index++)
        {
            miss();
        }

        var samples = new List<(IReadOnlyList<AllocatedObject> Objects, long BytesElsewhere)>();
        for (var sample = 0; sample < Samples; sample++)
        {
            samples.Add(AllocationInventory.Of(miss));
        }

        bytesElsewhere = samples.Select(sample => sample.BytesElsewhere).Order().ElementAt(Samples / 2);
        return samples.Select(sample => sample.Objects).OrderBy(objects => objects.Count).ElementAt(Samples / 2);
    }
}
