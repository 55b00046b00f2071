using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Rote.Bench.Figures;

namespace Rote.Bench.Batching;

/// <summary>What a process on two cores does beside one on one core, each a process of its own; they take turns.</summary>
internal sealed class CoreFigures : IFigurePart
{
    private const int Callers = 1_000;
    private const int Rounds = 5;
    private const int Calls = 3_000_000;
    private const double Bar = 1.6;

    public string Name => "cores";

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<double> one = [];
        List<double> two = [];
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(await RunAsync("0", cancellationToken));
            two.Add(await RunAsync("0,1", cancellationToken));
        }

        var (slow, fast) = (one.Order().ElementAt(Rounds / 2), two.Order().ElementAt(Rounds / 2));
        yield return new($"thousand calls a second on one core: {Callers} callers", slow / 1_000, "k/s", BarKind.None, 0);
        yield return new($"two cores / one: {Callers} callers", fast / slow, "x", BarKind.AtLeast, Bar);
    }

    /// <summary>What the child does: a closed loop, whose calls a second it prints.</summary>
    public static async Task<int> RunChildAsync(int calls)
    {
        await using var store = new Backend(BackendKind.Yielding).Decorate();
        var loop = new ClosedLoop(store, Callers);
        await loop.RunAsync(calls / 3);
        var result = await loop.RunAsync(calls);
        Console.WriteLine(result.CallsPerSecond.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<double> RunAsync(string cores, CancellationToken cancellationToken)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Rote.Bench.dll");
        string[] arguments = ["-c", cores, "dotnet", "exec", program, "batching-core", $"{Calls}"];
        var start = new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("'taskset' did not start.");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The child on cores {cores} ended with exit code {process.ExitCode}.");
    }
}
