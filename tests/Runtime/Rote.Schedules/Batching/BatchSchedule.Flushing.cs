using System.Threading;
using Rote.Testing.Scheduling;

namespace Rote.Schedules.Batching;

/// <content>Flushes, in one schedule of five.</content>
internal sealed partial class BatchSchedule
{
    private const ulong OddNumber = 0x9E3779B97F4A7C15;

    private readonly SeededRandom? _flushes;

    // A stream of their own: schedules without flushes are what they were before there were any.
    private static SeededRandom? FlushesOf(ulong seed) => seed % 5 == 2 ? new SeededRandom(seed * OddNumber) : null;

    private void FlushNowAndThen()
    {
        if (_flushes?.OnceIn(3) == true)
        {
            _ = FlushAsync();
        }
    }

    private async Task FlushAsync()
    {
        Note("a flush begins");
        List<BatchCallRecord> before = _model.BeginFlush();
        await Batcher.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        Note("a flush is over");
        _model.EndFlush(before);
    }
}
