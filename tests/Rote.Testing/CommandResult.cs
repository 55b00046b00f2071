namespace Rote.Testing;

/// <summary>How a command ended, and all it printed.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>This result, or an exception that shows what was printed where the command failed.</summary>
    public CommandResult EnsureSuccess()
        => ExitCode == 0 ? this : throw new InvalidOperationException($"Exit code {ExitCode}.\n{Output}\n{Errors}");
}
