using System.Runtime.CompilerServices;
using Rote.Bench.Figures;
using Rote.Pooling;
using Rote.Tests.Pooling;

namespace Rote.Bench.Pooling;

/// <summary>
/// Rents of which 30 % are cancelled, under real threads, while openings fail and connections are retired and cleared: the run of
/// the tests, longer.
/// </summary>
internal sealed class CancelledRentFigures : IFigurePart
{
    private const int Rents = 1_000_000;
    private const int ManyRents = 10_000_000;

    public string Name => "cancelled";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rents = full ? ManyRents : Rents;
        var run = new CancelledRents();
        await run.RunAsync(rents);
        run.Fails = false;
        var leases = new List<PoolLease<FakeConnection>>();
        while (leases.Count < CancelledRents.MaxConnections)
        {
            leases.Add(await run.Pool.RentAsync(cancellationToken));
        }

        var at = run.Pool.GetStatistics();
        leases.ForEach(lease => lease.Dispose());
        await run.Pool.DisposeAsync();
        yield return new("rents asked for", rents, "rents", BarKind.None, 0);
        yield return new("of them cancelled", 100.0 * run.Cancelled / rents, "%", BarKind.None, 0);
        yield return new(
            "rules broken (two owners; open = idle + rented + opening)", run.Broken is null ? 0 : 1, "rules", BarKind.AtMost, 0);
        yield return new("permits lost", CancelledRents.MaxConnections - at.Rented, "permits", BarKind.AtMost, 0);
        yield return new("connections left after disposal", run.Pool.GetStatistics().Open, "connections", BarKind.AtMost, 0);
    }
}
