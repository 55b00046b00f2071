using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Rote.Tests.Buffering;

/// <summary>A process that writes through a write-behind decorator until it gets SIGTERM, and what it said.</summary>
internal sealed class BufferWriterProcess : IDisposable
{
    private const int Sigterm = 15;

    private readonly Process _process;

    public BufferWriterProcess(string path, int seed)
    {
        string program = AppContext.BaseDirectory.Replace("Rote.Tests", "Rote.BufferWriter", StringComparison.Ordinal);
        string[] arguments =
        [
            "exec", Path.Combine(program, "Rote.BufferWriter.dll"), path, seed.ToString(CultureInfo.InvariantCulture),
        ];
        _process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("'dotnet' did not start.");
    }

    /// <summary>What it said: a word, and the writes of which it said it.</summary>
    public Dictionary<string, List<(int Writer, int Number)>> Said { get; } = [];

    /// <summary>
    /// The counts of each buffer: accepted, delivered, dead-lettered, returned, pending, and not delivered at disposal.
    /// </summary>
    public List<int[]> Counts { get; } = [];

    public IReadOnlyList<(int Writer, int Number)> Of(string word) => Said.GetValueOrDefault(word, []);

    /// <summary>Lets it go on until it has said so many lines.</summary>
    public async Task ReadAsync(int lines, CancellationToken cancellationToken)
    {
        for (int i = 0; i < lines; i++)
        {
            string? line = await _process.StandardOutput.ReadLineAsync(cancellationToken);
            Assert.True(line is not null, "The writer ended by itself.");
            Note(line);
        }
    }

    /// <summary>SIGTERM; then reads what it still says, until it has ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Assert.Equal(0, Kill(_process.Id, Sigterm));
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            Note(line);
        }

        await _process.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    private void Note(string line)
    {
        string[] parts = line.Split(' ');
        Assert.Equal(".", parts[^1]);
        int[] numbers = [.. parts[1..^1].Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        if (parts[0] == "counts")
        {
            Counts.Add(numbers);
            return;
        }

        if (!Said.TryGetValue(parts[0], out List<(int, int)>? writes))
        {
            Said.Add(parts[0], writes = []);
        }

        writes.Add((numbers[0], numbers[1]));
    }
}
