using Rote.Batching;
using Rote.Generated;

namespace Rote.Tests.Batching;

/// <summary>Items whose equality misbehaves while they are sent.</summary>
public sealed class BatcherEqualityTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_HashCodeThrowsWhenTheBatchComesBack_CallerHearsOfIt()
    {
        await using var context = new DecoratorContext("ITest", null);
        Batcher<NoGroup, Moody, string> batcher = context.Batch<NoGroup, Moody, string>(
            new BatchPolicy { Operation = "Get" },
            (_, items, _) =>
            {
                items[0].Throws = true;
                return new ValueTask<IReadOnlyList<string>>(["v"]);
            });

        Task<string> call = batcher.GetAsync(default, new Moody(), Ct).AsTask();

        Assert.Equal("v", await call.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        Assert.Equal(0, batcher.Held);
    }

    [Fact]
    public async Task GetAsync_ItemChangedWhileInFlight_NobodyGetsItsOldAnswer()
    {
        await using var context = new DecoratorContext("ITest", null);
        int calls = 0;
        bool change = true;
        Batcher<NoGroup, Moody, string> batcher = context.Batch<NoGroup, Moody, string>(
            new BatchPolicy { Operation = "Get" },
            (_, items, _) =>
            {
                items[0].Id = change ? 2 : 1;
                return new ValueTask<IReadOnlyList<string>>([$"v{++calls}"]);
            });
        var item = new Moody { Id = 1 };
        Assert.Equal("v1", await batcher.GetAsync(default, item, Ct));
        change = false;
        item.Id = 1;

        Assert.Equal("v2", await batcher.GetAsync(default, new Moody { Id = 1 }, Ct));
    }

    [Fact]
    public async Task GetAsync_EqualityThrows_FailsItsOwnCallerOnly()
    {
        await using var context = new DecoratorContext("ITest", null);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Batcher<NoGroup, Moody, string> batcher = context.Batch<NoGroup, Moody, string>(
            new BatchPolicy { Operation = "Get" },
            async (_, items, _) =>
            {
                await gate.Task;
                return [.. items.Select(item => $"{item.Id}")];
            });
        Task<string> first = batcher.GetAsync(default, new Moody { Id = 1 }, Ct).AsTask();
        Task<string> touchy = batcher.GetAsync(default, new Moody { Id = 1, ThrowsOnEquals = true }, Ct).AsTask();
        Task<string> second = batcher.GetAsync(default, new Moody { Id = 2 }, Ct).AsTask();
        gate.SetResult();

        await Assert.ThrowsAsync<FormatException>(() => touchy);
        Assert.Equal(["1", "2"], await Task.WhenAll(first, second));
        Assert.Equal(0, batcher.Held);
    }

    private sealed class Moody : IEquatable<Moody>
    {
        public bool Throws { get; set; }

        public bool ThrowsOnEquals { get; init; }

        public int Id { get; set; }

        public bool Equals(Moody? other) => ThrowsOnEquals || other is { ThrowsOnEquals: true }
            ? throw new FormatException("moody")
            : other is not null && other.Id == Id;

        public override bool Equals(object? obj) => obj is Moody other && Equals(other);

        public override int GetHashCode() => Throws ? throw new FormatException("moody") : Id;
    }
}
