using Rote.Buffering;
using Rote.Generated;
using Rote.Testing;

namespace Rote.Tests.Buffering;

/// <summary>A buffer over a manual clock and bulk calls that end when the test says so.</summary>
public abstract class BufferTestBase : IAsyncDisposable
{
    internal const string Operation = "Store";

    internal static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal ManualTimeProvider Time { get; } = new();

    internal WriteProbe Store { get; } = new();

    internal DecoratorContext Context { get; private set; } = new("ITest", null);

    /// <summary>Holds every buffer to its invariant at the end of its test.</summary>
    public async ValueTask DisposeAsync()
    {
        Store.AnswerAll();
        try
        {
            await Context.DisposeAsync();
        }
        catch (RoteDrainException)
        {
            // The test's own matter.
        }

        foreach (IWriteBehindBuffer buffer in Context.Buffers)
        {
            AssertConserved(buffer.Statistics);
            Assert.Equal(0, buffer.Statistics.Pending);
        }

        GC.SuppressFinalize(this);
    }

    internal static void AssertConserved(WriteBehindStatistics all)
        => Assert.Equal(all.Accepted, all.Delivered + all.DeadLettered + all.Returned + all.Pending);

    internal static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"i{i}")];

    internal WriteBehindBuffer<int, string> Make(
        Func<WriteBehindPolicy, WriteBehindPolicy>? policy = null,
        RoteOptions? options = null,
        WriteBehindOptions? changes = null)
    {
        options ??= new RoteOptions();
        options.TimeProvider = Time;
        options.Seed = 1;
        if (changes is not null)
        {
            options.WriteBehind[Operation] = changes;
        }

        Context = new DecoratorContext("ITest", options);
        var basic = new WriteBehindPolicy { Operation = Operation };
        return Context.WriteBehind<int, string>(
            policy?.Invoke(basic) ?? basic,
            Store.WriteAsync,
            new WriteBehindFunctions<int, string> { Arguments = static partition => [new("partition", partition)] });
    }

    internal static Task Add(WriteBehindBuffer<int, string> buffer, int partition, string item, bool priority = false)
        => buffer.AddAsync(partition, item, priority, Ct).AsTask();

    internal static Task[] AddAll(WriteBehindBuffer<int, string> buffer, int partition, IEnumerable<string> items)
        => [.. items.Select(item => Add(buffer, partition, item))];

    /// <summary>Lets other threads go on until something holds.</summary>
    internal static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
