using System.Globalization;

namespace Rote.BufferWriter;

/// <summary>Appends lines to a file, all of a call or none; fails, is slow and hangs as a seed says.</summary>
internal sealed class FileLines(string path, int seed) : ILines, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public Task StoreAsync(int writer, int number, bool urgent, CancellationToken ct) => throw new NotSupportedException();

    public Task AppendAsync(int writer, int number, bool urgent, CancellationToken ct) => throw new NotSupportedException();

    public Task StoreManyAsync(int writer, IReadOnlyList<int> numbers, CancellationToken ct) => WriteAsync(writer, numbers, ct);

    public Task AppendManyAsync(int writer, IReadOnlyList<int> numbers, CancellationToken ct) => WriteAsync(writer, numbers, ct);

    public void Dispose() => _file.Dispose();

    private async Task WriteAsync(int writer, IReadOnlyList<int> numbers, CancellationToken ct)
    {
        int fate;
        lock (_gate)
        {
            fate = _random.Next(100);
        }

        if (fate < 40)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(fate / 4), TimeProvider.System, CancellationToken.None);
        }

        if (fate is >= 30 and < 38)
        {
            throw new IOException("The store is down.");
        }

        if (fate == 99)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }

        string lines = string.Concat(numbers.Select(
            number => string.Create(CultureInfo.InvariantCulture, $"{writer} {number} .\n")));
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(lines);
        lock (_gate)
        {
            // Under the lock: a call that was left behind must not write after one that came later.
            ct.ThrowIfCancellationRequested();
            _file.Write(bytes);
        }
    }
}
