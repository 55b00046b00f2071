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

    [Fact]
    public async Task GetAsync_GroupCannotBePlaced_NobodyJoinsItsCall()
    {
        await using var context = new DecoratorContext("ITest", null);
        var bulk = new BulkProbe();
        Batcher<MoodyGroup, string, string> batcher = context.Batch<MoodyGroup, string, string>(
            new BatchPolicy { Operation = "Get" }, (_, items, token) => bulk.RunAsync(0, items, token));
        Task<string> first = batcher.GetAsync(new MoodyGroup(new Moody()), "x", Ct).AsTask();

        // Its hash code is taken when it comes, and again when it is placed.
        Task<string> touchy = batcher.GetAsync(new MoodyGroup(new Moody { HashCodesLeft = 1 }), "a", Ct).AsTask();
        Task<string> second = batcher.GetAsync(new MoodyGroup(new Moody()), "a", Ct).AsTask();

        await Assert.ThrowsAsync<FormatException>(() => touchy);
        bulk.FinishAll();
        Assert.Equal("x!", await first);
        Assert.Equal("a!", await second.WaitAsync(TimeSpan.FromSeconds(30), Ct));
        Assert.Equal(0, batcher.Held);
    }

    [Fact]
    public async Task AddAsync_GroupCannotBeLetIn_FailsItsOwnCallerOnly()
    {
        await using var context = new DecoratorContext("ITest", new RoteOptions { MaxPendingBatchItems = 1 });
        var bulk = new BulkProbe();
        WriteBatcher<MoodyGroup, string> batcher = context.BatchWrites<MoodyGroup, string>(
            new BatchPolicy { Operation = "Add", MaxConcurrentBatches = 1 },
            (_, items, token) => bulk.WriteAsync(0, items, token));
        Task first = batcher.AddAsync(new MoodyGroup(new Moody()), "x", Ct).AsTask();
        Task second = batcher.AddAsync(new MoodyGroup(new Moody()), "a", Ct).AsTask();
        Task touchy = batcher.AddAsync(new MoodyGroup(new Moody { HashCodesLeft = 0 }), "b", Ct).AsTask();
        Task third = batcher.AddAsync(new MoodyGroup(new Moody()), "c", Ct).AsTask();

        bulk.FinishAll();

        await Assert.ThrowsAsync<FormatException>(() => touchy.WaitAsync(TimeSpan.FromSeconds(30), Ct));
        await Task.WhenAll(first, second, third).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(0, batcher.Held);
    }

    private readonly record struct MoodyGroup(Moody Owner);

    private sealed class Moody : IEquatable<Moody>
    {
        public bool Throws { get; set; }

        public bool ThrowsOnEquals { get; init; }

        /// <summary>Hash codes that it gives before it throws.</summary>
        public int HashCodesLeft { get; set; } = int.MaxValue;

        public int Id { get; set; }

        public bool Equals(Moody? other) => ThrowsOnEquals || other is { ThrowsOnEquals: true }
            ? throw new FormatException("moody")
            : other is not null && other.Id == Id;

        public override bool Equals(object? obj) => obj is Moody other && Equals(other);

        public override int GetHashCode() => Throws || HashCodesLeft-- <= 0 ? throw new FormatException("moody") : Id;
    }
}
