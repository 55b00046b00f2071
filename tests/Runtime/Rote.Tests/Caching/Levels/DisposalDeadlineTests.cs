using Rote.Batching;
using Rote.Caching;
using Rote.Generated;
using Rote.Testing;

namespace Rote.Tests.Caching.Levels;

/// <summary>Everything that disposal waits for shares one deadline.</summary>
public sealed class DisposalDeadlineTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task DisposeAsync_SeveralHangingLevels_TakesOneDeadline()
    {
        DecoratorContext context = Make(new MemoryLevel { Hangs = true }, new MemoryLevel { Hangs = true });
        context.InvalidateAll();

        Task disposal = context.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        _time.Advance(Deadline);

        await Signals.Until(() => disposal.IsCompleted);
        await disposal;
    }

    [Fact]
    public async Task DisposeAsync_HangingBatchAndLevel_TakesOneDeadline()
    {
        DecoratorContext context = Make(new MemoryLevel { Hangs = true });
        context.InvalidateAll();
        var never = new TaskCompletionSource();
        WriteBatcher<int, string> batcher = context.BatchWrites<int, string>(
            new BatchPolicy { Operation = "Put" }, (_, _, _) => new ValueTask(never.Task));
        Task put = batcher.AddAsync(0, "item", CancellationToken.None).AsTask();

        Task disposal = context.DisposeAsync().AsTask();
        _time.Advance(Deadline);

        await Signals.Until(() => disposal.IsCompleted);
        await Assert.ThrowsAsync<RoteDrainException>(() => disposal);
        await Assert.ThrowsAsync<RoteDrainException>(() => put);
    }

    private DecoratorContext Make(params MemoryLevel[] levels)
    {
        var options = new RoteOptions { TimeProvider = _time, DrainTimeout = Deadline };
        for (int i = 0; i < levels.Length; i++)
        {
            options.Regions[$"region {i}"] = new CacheRegionOptions { SecondLevel = levels[i] };
        }

        var context = new DecoratorContext("ITest", options);
        for (int i = 0; i < levels.Length; i++)
        {
            context.Cache<int, string>(
                new CachePolicy { Region = $"region {i}" },
                new() { KeyText = static (in int key, ref CacheKeyWriter writer) => writer.Add(key) });
        }

        return context;
    }
}
