using System.Globalization;
using System.Text;
using Rote.Schedules.Batching;
using Rote.Schedules.Buffering;
using Rote.Schedules.Caching;
using Rote.Testing.Scheduling;

namespace Rote.Schedules;

/// <summary>Runs schedules by their seeds, on every processor.</summary>
public static class ScheduleRun
{
    /// <summary>Runs schedules until one fails.</summary>
    /// <param name="kind">What they are about.</param>
    /// <param name="firstSeed">The seed of the first; the others follow.</param>
    /// <param name="count">How many.</param>
    /// <returns>What the failed one of the smallest seed did, with its trace; <see langword="null"/>: all held.</returns>
    public static string? Check(ScheduleKind kind, long firstSeed, int count)
    {
        var failures = new SortedDictionary<long, string>();
        int next = -1;
        Thread[] lanes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(RunLane))];
        Array.ForEach(lanes, lane => lane.Start());
        Array.ForEach(lanes, lane => lane.Join());
        if (failures.Count == 0)
        {
            return null;
        }

        (long seed, string failure) = failures.First();
        return $"{Replay(kind, seed)}seed {seed} failed among others: {failure}";

        void RunLane()
        {
            using var interleaver = new Interleaver(Traits.MaxPrograms);
            while (true)
            {
                int index = System.Threading.Interlocked.Increment(ref next);
                if (index >= count)
                {
                    return;
                }

                if (FailureOf(kind, interleaver, firstSeed + index) is { } failure)
                {
                    lock (failures)
                    {
                        failures.Add(firstSeed + index, failure);
                    }

                    System.Threading.Interlocked.Exchange(ref next, count);
                }
            }
        }
    }

    /// <summary>Runs one schedule with a trace.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="seed">Its seed.</param>
    /// <returns>The trace, a line for each step, then how it ended.</returns>
    public static string Replay(ScheduleKind kind, long seed)
    {
        using var interleaver = new Interleaver(Traits.MaxPrograms);
        ScheduleOutcome outcome = Run(kind, interleaver, seed, tracing: true);
        var text = new StringBuilder();
        foreach (string line in outcome.Trace)
        {
            text.AppendLine(line);
        }

        return text.AppendLine(CultureInfo.InvariantCulture, $"seed {seed}: {outcome.Failure ?? "held"}").ToString();
    }

    /// <summary>The fingerprints of schedules, in the order of their seeds, with the number of their steps.</summary>
    /// <param name="kind">What they are about.</param>
    /// <param name="firstSeed">The seed of the first; the others follow.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<(ulong Fingerprint, int Steps, int Switches)> Fingerprints(
        ScheduleKind kind, long firstSeed, int count)
    {
        using var interleaver = new Interleaver(Traits.MaxPrograms);
        var fingerprints = new List<(ulong, int, int)>(count);
        for (int i = 0; i < count; i++)
        {
            ScheduleOutcome outcome = Run(kind, interleaver, firstSeed + i, tracing: false);
            fingerprints.Add((outcome.Fingerprint, outcome.Steps, outcome.Switches));
        }

        return fingerprints;
    }

    /// <summary>What fails, be it the schedule's own making: an exception that left the thread would be heard by nobody.</summary>
    private static string? FailureOf(ScheduleKind kind, Interleaver interleaver, long seed)
    {
        try
        {
            return Run(kind, interleaver, seed, tracing: false).Failure;
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }

    private static ScheduleOutcome Run(ScheduleKind kind, Interleaver interleaver, long seed, bool tracing)
    {
        ISchedule schedule = kind switch
        {
            ScheduleKind.Region => new CacheSchedule((ulong)seed),
            ScheduleKind.Batching => new BatchSchedule((ulong)seed),
            _ => new WriteSchedule((ulong)seed),
        };
        using var owned = schedule as IDisposable;
        return schedule.Run(interleaver, tracing);
    }
}
