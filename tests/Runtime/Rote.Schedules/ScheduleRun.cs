using System.Globalization;
using System.Text;
using Rote.Schedules.Buffering;
using Rote.Schedules.Caching;
using Rote.Testing.Scheduling;

namespace Rote.Schedules;

/// <summary>Runs schedules by their seeds, on every processor.</summary>
public static class ScheduleRun
{
    /// <summary>Runs schedules until one fails.</summary>
    /// <param name="firstSeed">The seed of the first; the others follow.</param>
    /// <param name="count">How many.</param>
    /// <returns>What the failed one of the smallest seed did, with its trace; <see langword="null"/>: all held.</returns>
    public static string? Check(long firstSeed, int count) => Check(firstSeed, count, Run);

    /// <summary>The same over a write-behind buffer.</summary>
    /// <param name="firstSeed">The seed of the first; the others follow.</param>
    /// <param name="count">How many.</param>
    /// <returns>What the failed one of the smallest seed did, with its trace; <see langword="null"/>: all held.</returns>
    public static string? CheckWrites(long firstSeed, int count) => Check(firstSeed, count, RunWrites);

    /// <summary>Runs one schedule with a trace.</summary>
    /// <param name="seed">Its seed.</param>
    /// <returns>The trace, a line for each step, then how it ended.</returns>
    public static string Replay(long seed) => Replay(seed, Run);

    /// <summary>The same over a write-behind buffer.</summary>
    /// <param name="seed">Its seed.</param>
    /// <returns>The trace, a line for each step, then how it ended.</returns>
    public static string ReplayWrites(long seed) => Replay(seed, RunWrites);

    /// <summary>The fingerprints of schedules, in the order of their seeds, with the number of their steps.</summary>
    /// <param name="firstSeed">The seed of the first; the others follow.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<(ulong Fingerprint, int Steps, int Switches)> Fingerprints(long firstSeed, int count)
        => Fingerprints(firstSeed, count, Run);

    /// <summary>The same over a write-behind buffer.</summary>
    /// <param name="firstSeed">The seed of the first; the others follow.</param>
    /// <param name="count">How many.</param>
    public static IReadOnlyList<(ulong Fingerprint, int Steps, int Switches)> FingerprintsOfWrites(long firstSeed, int count)
        => Fingerprints(firstSeed, count, RunWrites);

    private static string? Check(long firstSeed, int count, Func<Interleaver, long, bool, ScheduleOutcome> run)
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
        return $"{Replay(seed, run)}seed {seed} failed among others: {failure}";

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

                if (run(interleaver, firstSeed + index, false).Failure is { } failure)
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

    private static string Replay(long seed, Func<Interleaver, long, bool, ScheduleOutcome> run)
    {
        using var interleaver = new Interleaver(Traits.MaxPrograms);
        ScheduleOutcome outcome = run(interleaver, seed, true);
        var text = new StringBuilder();
        foreach (string line in outcome.Trace)
        {
            text.AppendLine(line);
        }

        return text.AppendLine(CultureInfo.InvariantCulture, $"seed {seed}: {outcome.Failure ?? "held"}").ToString();
    }

    private static List<(ulong Fingerprint, int Steps, int Switches)> Fingerprints(
        long firstSeed, int count, Func<Interleaver, long, bool, ScheduleOutcome> run)
    {
        using var interleaver = new Interleaver(Traits.MaxPrograms);
        var fingerprints = new List<(ulong, int, int)>(count);
        for (int i = 0; i < count; i++)
        {
            ScheduleOutcome outcome = run(interleaver, firstSeed + i, false);
            fingerprints.Add((outcome.Fingerprint, outcome.Steps, outcome.Switches));
        }

        return fingerprints;
    }

    private static ScheduleOutcome Run(Interleaver interleaver, long seed, bool tracing)
    {
        using var schedule = new CacheSchedule((ulong)seed);
        return schedule.Run(interleaver, tracing);
    }

    private static ScheduleOutcome RunWrites(Interleaver interleaver, long seed, bool tracing)
        => new WriteSchedule((ulong)seed).Run(interleaver, tracing);
}
