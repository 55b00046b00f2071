using Rote.Buffering;
using Rote.Schedules.Caching;
using Rote.Testing.Scheduling;

namespace Rote.Schedules.Buffering;

/// <summary>
/// The store behind the buffer, and the dead-letter callback: when and how their calls end is drawn from the seed.
/// </summary>
internal sealed class FaultyStore(WriteModel model, WriteTraits traits, SeededRandom random)
{
    private readonly List<Gate> _gates = [];
    private readonly List<Gate> _hanging = [];

    public Func<WriteBehindStatistics> Statistics { get; set; } = static () => default;

    public async ValueTask WriteAsync(int partition, int[] items, CancellationToken token)
    {
        StoreCall call = model.BeginCall(partition, items, Statistics(), token);
        Interleaver.Note($"{call} begins");

        // The array is the store's: it may change it.
        Array.Clear(items);
        try
        {
            await EndAsync(traits.NextEnd(random), $"call {call.Number}", token).ConfigureAwait(false);
            if (call.Writes.FirstOrDefault(write => write.IsPoison) is { } poison)
            {
                throw new InvalidDataException($"{poison} is poison.");
            }

            Interleaver.Note($"{call} is stored");
            model.Store(call);
        }
        finally
        {
            call.Ended = model.NextMoment();
            Interleaver.Note($"{call} ended");
        }
    }

    public async ValueTask TakeAsync(IReadOnlyList<DeadLetter> letters, CancellationToken token)
    {
        await EndAsync(traits.NextLetterEnd(random), "letters", token).ConfigureAwait(false);
        Interleaver.Note($"letters of {string.Join(",", letters.Select(letter => letter.Item))}");
        model.TakeLetters(letters, token);
    }

    public bool OpenSomeGate() => Open(_gates);

    /// <summary>Lets go of what hangs, long after.</summary>
    public bool ReleaseSomeHanging() => Open(_hanging);

    private async ValueTask EndAsync(WriteEnd end, string what, CancellationToken token)
    {
        if (end is WriteEnd.Later or WriteEnd.ThrowsLater or WriteEnd.FailsInPassing)
        {
            var gate = new Gate(what);
            _gates.Add(gate);
            await gate.Opened.ConfigureAwait(false);
        }

        switch (end)
        {
            case WriteEnd.ThrowsAtOnce or WriteEnd.ThrowsLater:
                throw new IOException("The store is down.");
            case WriteEnd.FailsInPassing:
                throw new InvalidOperationException("The store is busy.");
            case WriteEnd.CancelsItself:
                throw new OperationCanceledException("The store cancels.");
            case WriteEnd.Hangs:
                var hanging = new Gate(what);
                _hanging.Add(hanging);

                // Every other one does not even listen.
                await hanging.Opened.WaitAsync(random.OnceIn(2) ? token : default).ConfigureAwait(false);
                break;
        }
    }

    private bool Open(List<Gate> gates)
    {
        if (gates.Count == 0)
        {
            return false;
        }

        int index = random.Next(gates.Count);
        Gate gate = gates[index];
        gates.RemoveAt(index);
        gate.Open(onWorker: random.OnceIn(2));
        return true;
    }
}
