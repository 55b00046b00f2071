using System.Diagnostics;

namespace Rote.Bench.FanningOut;

/// <summary>A store with its own hits, half of which the next store has too, and many of which score the same.</summary>
internal sealed class Store : ISearch
{
    private readonly IReadOnlyList<Hit> _hits;

    public Store(int number, int hits = 20)
        => _hits =
        [
            .. Enumerable.Range(0, hits)
                .Select(hit => new Hit($"hit {(number * hits / 2) + hit}", (hit * 7 % 5) + (number % 2 * 0.1))),
        ];

    /// <summary>What it does before it answers; nothing by default.</summary>
    public Func<CancellationToken, ValueTask>? Work { get; init; }

    /// <summary>Keeps a processor busy for that long.</summary>
    public static ValueTask Spin(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            Thread.SpinWait(5);
        }

        return default;
    }

    public ValueTask<IReadOnlyList<Hit>> SearchAsync(string query, int limit, CancellationToken ct = default)
        => Work is null ? new(_hits) : AnswerAfterAsync(Work(ct));

    private async ValueTask<IReadOnlyList<Hit>> AnswerAfterAsync(ValueTask work)
    {
        await work;
        return _hits;
    }
}
