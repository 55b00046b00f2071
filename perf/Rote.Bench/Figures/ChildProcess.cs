using System.Diagnostics;

namespace Rote.Bench.Figures;

/// <summary>Runs the <c>dotnet</c> command line in the repository's root.</summary>
internal static class ChildProcess
{
    /// <summary>The checkout this program was built from.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Runs a command to its end and gives what it printed on standard output.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public static async Task<string> DotNetAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("'dotnet' did not start.");
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException(
                    $"dotnet {string.Join(' ', arguments)}: exit code {process.ExitCode}.\n{output}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Toolkit.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new DirectoryNotFoundException($"No Toolkit.sln above {AppContext.BaseDirectory}: run from a checkout.");
        }

        return folder;
    }
}
