using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rote.Background;
using Rote.Hosting;

namespace BackgroundWorkSample;

/// <summary>Takes in memories, and tags them: while the agent waits, and behind its back.</summary>
internal static class TaggingJob
{
    private const int Count = 120;

    public static async Task<Figures> RunAsync(CancellationToken cancellationToken)
    {
        Memory[] memories = [.. Enumerable.Range(1, Count).Select(MemoryNumber)];
        var plain = new MemoryService();
        var refused = await TakeInAsync(memories, plain, plain.TagAsync, cancellationToken);

        var queued = await RunHostAsync(memories, cancellationToken);
        var hurried = await HurriedStop.RunAsync(memories, cancellationToken);
        return queued with
        {
            TakenIn = Count,
            PlainWaits = plain.StoreCalls + plain.TagCalls,
            PlainTagged = plain.Tagged,
            PlainFailures = refused,
            Hurried = hurried,
        };
    }

    /// <summary>An application with a host: the queue starts and stops with it.</summary>
    private static async Task<Figures> RunHostAsync(IReadOnlyList<Memory> memories, CancellationToken cancellationToken)
    {
        var reported = 0;
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddSingleton<MemoryService>();
        builder.Services.AddScoped<Tagger>();
        builder.Services.AddBackgroundQueue<Memory>(
            static (provider, memory, token) => provider.GetRequiredService<Tagger>().TagAsync(memory, token),
            options =>
            {
                options.Name = "tagging";
                options.Workers = 2;
                options.Capacity = 50;

                // A failing item ends neither its worker nor anybody's call. Here is the place to write it down.
                options.OnFailed = (_, _) => Interlocked.Increment(ref reported);
            });

        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var service = host.Services.GetRequiredService<MemoryService>();
        var queue = host.Services.GetRequiredService<BackgroundQueue<Memory>>();

        // Where 50 memories wait already, this one waits for room: the agent slows down before memory runs out.
        var failures = await TakeInAsync(memories, service, queue.EnqueueAsync, cancellationToken);

        // The host's stop gives accepted items the time they need, up to DrainTimeout.
        await host.StopAsync(cancellationToken);
        return new Figures
        {
            QueuedWaits = service.StoreCalls,
            TaggedBehind = service.TagCalls,
            QueuedTagged = service.Tagged,
            QueuedFailures = failures,
            Reported = reported,
            Queue = queue.Statistics,
        };
    }

    /// <summary>The agent's code, the same for both: store a memory, see to its tags.</summary>
    /// <returns>Failures that the agent had to deal with.</returns>
    private static async Task<int> TakeInAsync(
        IEnumerable<Memory> memories,
        MemoryService service,
        Func<Memory, CancellationToken, ValueTask> tagAsync,
        CancellationToken cancellationToken)
    {
        var failures = 0;
        foreach (var memory in memories)
        {
            await service.StoreAsync(memory, cancellationToken);
            try
            {
                await tagAsync(memory, cancellationToken);
            }
            catch (FormatException)
            {
                failures++;
            }
        }

        return failures;
    }

    private static Memory MemoryNumber(int number)
        => new($"memory-{number}", number == 77 ? "12345" : $"Ann said something for the {number}. time.");
}
