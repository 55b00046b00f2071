using System.Globalization;
using System.Runtime.InteropServices;
using Rote;
using Rote.Buffering;
using Rote.BufferWriter;

// Writes through a write-behind decorator until it gets SIGTERM; then disposes of it within its deadline, and says what became of
// every write. Arguments: the file of the store, a seed. It prints, for writer W and number N, "begin W N ." before a call,
// "done W N ." after it, "failed W N ." or "uncertain W N ." when it threw, "letter W N ." and "returned W N ." for what the
// application got back, and at its end the counts. Even writers are acknowledged at the flush, odd ones at enqueue.
const int Writers = 4;
const int DrainMilliseconds = 300;

int seed = int.Parse(args[1], CultureInfo.InvariantCulture);
var output = TextWriter.Synchronized(Console.Out);
using var store = new FileLines(args[0], seed);
using var stop = new CancellationTokenSource();
using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stop.Cancel();
});
LinesDecorator lines = store.Decorate(new RoteOptions
{
    Seed = seed,
    DrainTimeout = TimeSpan.FromMilliseconds(DrainMilliseconds),
    DeadLetters = seed % 2 == 0 ? TakeLettersAsync : null,
});
Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer)))];
await Task.WhenAny(Task.WhenAll(writers), Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token));
int undelivered = 0;
try
{
    await lines.DisposeAsync();
}
catch (RoteDrainException error)
{
    undelivered = error.UndeliveredItems;
}

await Task.WhenAll(writers);
IWriteBehindOwner owner = lines;
foreach (IWriteBehindBuffer buffer in owner.Buffers)
{
    Say("returned", buffer.TakeReturned());
    WriteBehindStatistics all = buffer.Statistics;
    await output.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"counts {all.Accepted} {all.Delivered} {all.DeadLettered} {all.Returned} {all.Pending} {undelivered} ."));
}

return 0;

async Task WriteAsync(int writer)
{
    var random = new Random(seed + writer);
    var calls = new List<Task>();

    // Bounded, for the case that nobody stops this process.
    for (int number = 0; number < 1_000_000; number++)
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"begin {writer} {number} ."));
        Task call = EndAsync(writer, number, random.Next(20) == 0);
        calls.Add(call);
        if (stop.IsCancellationRequested)
        {
            break;
        }

        if (random.Next(8) == 0)
        {
            await call;
        }
    }

    await Task.WhenAll(calls);
}

async Task EndAsync(int writer, int number, bool urgent)
{
    string end = "done";
    try
    {
        await (writer % 2 == 0
            ? lines.StoreAsync(writer, number, urgent, CancellationToken.None)
            : lines.AppendAsync(writer, number, urgent, CancellationToken.None));
    }
    catch (Exception error) when (error is RoteDrainException or TimeoutException)
    {
        end = "uncertain";
    }
    catch (Exception error) when (error is IOException or ObjectDisposedException or RoteWriteBehindException)
    {
        end = "failed";
    }

    await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{end} {writer} {number} ."));
}

ValueTask TakeLettersAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
{
    Say("letter", letters);
    return default;
}

void Say(string what, IReadOnlyList<DeadLetter> letters)
{
    foreach (DeadLetter letter in letters)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}{(letter.MayBeStored ? "?" : "")} {letter.Arguments[0].Value} {letter.Item} ."));
    }
}
