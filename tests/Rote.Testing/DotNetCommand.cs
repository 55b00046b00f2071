using System.Diagnostics;

namespace Rote.Testing;

/// <summary>Runs the <c>dotnet</c> command line as a user would, in a process of its own.</summary>
public static class DotNetCommand
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">Arguments of <c>dotnet</c>, one each.</param>
    /// <param name="cancellationToken">Kills the process tree.</param>
    public static Task<CommandResult> RunAsync(
        string folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
        => RunAsync("dotnet", folder, arguments, cancellationToken);

    /// <summary>Runs any program to its end.</summary>
    public static async Task<CommandResult> RunAsync(
        string program, string folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // What the outer build set for itself must not steer the inner one.
        string[] inherited =
            [.. start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))];
        foreach (var name in inherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)
            ?? throw new InvalidOperationException($"'{program}' did not start.");
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
