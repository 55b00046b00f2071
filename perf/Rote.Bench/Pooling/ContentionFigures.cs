using System.Runtime.CompilerServices;
using Rote.Bench.Caching.Scaling;
using Rote.Bench.Figures;
using Rote.Pooling;

namespace Rote.Bench.Pooling;

/// <summary>Two threads that rent and give back as fast as they can, from one pool with a connection for each.</summary>
/// <remarks>Medians of interleaved rounds: time by all rents of both threads.</remarks>
internal sealed class ContentionFigures : IFigurePart
{
    private const int Threads = 2;
    private const int Rounds = 31;
    private const int WarmUpRounds = 4;
    private const int RentsOfAThread = 200_000;

    public string Name => "contention";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var pool = new ConnectionPool<object>(
            _ => new ValueTask<object>(new object()), new() { MaxConnections = Threads });
        using var semaphore = new SemaphorePool<object>(Threads, static () => new object());
        (string Name, Action Rents, List<double> Nanoseconds)[] cases =
            [("ConnectionPool", () => Rent(pool), []), ("semaphore and bag", () => Rent(semaphore), [])];
        for (var round = 0; round < WarmUpRounds + Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (_, rents, nanoseconds) in cases)
            {
                var time = ThreadRace.Run(Threads, _ => rents());
                if (round >= WarmUpRounds)
                {
                    nanoseconds.Add(time.TotalNanoseconds / (Threads * RentsOfAThread));
                }
            }
        }

        foreach (var (name, _, nanoseconds) in cases)
        {
            yield return new($"two threads: {name}", nanoseconds.Order().ElementAt(Rounds / 2), "ns", BarKind.None, 0);
        }
    }

    private static void Rent(ConnectionPool<object> pool)
    {
        for (var rent = 0; rent < RentsOfAThread; rent++)
        {
            pool.Rent().Dispose();
        }
    }

    // A permit for each thread: nobody waits, so the task has ended.
    private static void Rent(SemaphorePool<object> pool)
    {
        for (var rent = 0; rent < RentsOfAThread; rent++)
        {
            var rented = pool.RentAsync();
            pool.Return(rented.IsCompletedSuccessfully ? rented.Result : throw new InvalidOperationException("Nobody waits."));
        }
    }
}
