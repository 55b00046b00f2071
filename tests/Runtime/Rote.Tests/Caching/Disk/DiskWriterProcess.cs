using System.Diagnostics;
using System.Globalization;

namespace Rote.Tests.Caching.Disk;

/// <summary>A process that writes a cache until it is killed, and what it said about each key.</summary>
internal sealed class DiskWriterProcess : IDisposable
{
    private readonly Process _process;

    public DiskWriterProcess(string path, long maxBytes, long firstVersion)
    {
        string program = AppContext.BaseDirectory.Replace("Rote.Tests", "Rote.DiskWriter", StringComparison.Ordinal);
        string[] arguments =
        [
            "exec",
            System.IO.Path.Combine(program, "Rote.DiskWriter.dll"),
            path,
            maxBytes.ToString(CultureInfo.InvariantCulture),
            firstVersion.ToString(CultureInfo.InvariantCulture),
        ];
        _process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("'dotnet' did not start.");
    }

    /// <summary>The last version of each key that was begun.</summary>
    public Dictionary<long, long> Begun { get; } = [];

    /// <summary>The last version of each key that was confirmed.</summary>
    public Dictionary<long, long> Confirmed { get; } = [];

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

    /// <summary>SIGKILL; then reads what it had still said.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            Note(line);
        }

        await _process.WaitForExitAsync(cancellationToken);
        Assert.NotEqual(0, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Note(string line)
    {
        // The last line may be cut: of a number, any part of its digits may be left. Only whole ones end with a stop.
        string[] parts = line.Split(' ');
        if (parts is [_, _, _, "."])
        {
            long version = long.Parse(parts[2], CultureInfo.InvariantCulture);
            (parts[0] == "begin" ? Begun : Confirmed)[long.Parse(parts[1], CultureInfo.InvariantCulture)] = version;
        }
    }
}
