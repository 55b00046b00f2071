using System.Diagnostics;

namespace Rote.Bench.Caching.Scaling;

/// <summary>Runs the same work on threads that start together.</summary>
internal static class ThreadRace
{
    /// <summary>Time from the moment all threads stand at the start to the end of the last one.</summary>
    /// <param name="threads">How many.</param>
    /// <param name="work">Gets the number of its thread.</param>
    public static TimeSpan Run(int threads, Action<int> work)
    {
        var time = TimeProvider.System;
        var ready = 0;
        var starts = new long[threads];
        var ends = new long[threads];
        void Race(int number)
        {
            // Spinning: a thread that has to be woken would start late.
            Interlocked.Increment(ref ready);
            while (Volatile.Read(ref ready) < threads)
            {
                Thread.SpinWait(1);
            }

            var start = time.GetTimestamp();
            work(number);
            ends[number] = time.GetTimestamp();
            starts[number] = start;
        }

        Thread[] runners = [.. Enumerable.Range(0, threads).Select(number => new Thread(() => Race(number)))];
        foreach (var runner in runners)
        {
            runner.Start();
        }

        foreach (var runner in runners)
        {
            runner.Join();
        }

        Debug.Assert(ready == threads, "Every thread was at the start.");
        return time.GetElapsedTime(starts.Min(), ends.Max());
    }
}
