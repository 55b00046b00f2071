using System.Diagnostics;

namespace AgentMemory.Tests.Cli;

/// <summary>The real thing: the sample as a process of its own, and a signal from outside.</summary>
[Collection(OneRunAtATime.Name)]
public sealed class ProcessSignalsTests : IDisposable
{
    private const int ManyLines = 50_000;
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Signal_WhileItWorks_LeavesCleanly(string signal, int expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no kill command to send the signal with");
        // The first line is named on standard error as it is met: by then the program is at work, with seconds to go.
        var lines = Enumerable.Range(0, ManyLines).Select(i => FormattableString.Invariant($"{{\"text\":\"item {i}\"}}\n"));
        var input = _folder.Write("talk.jsonl", "broken\n" + string.Concat(lines));
        using var sample = Start("dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "AgentMemory.dll"), "--input", input);
        var first = await sample.StandardError.ReadLineAsync(Token);

        using var kill = Start("kill", "-" + signal, FormattableString.Invariant($"{sample.Id}"));
        await kill.WaitForExitAsync(Token);
        var rest = await sample.StandardError.ReadToEndAsync(Token);
        await sample.WaitForExitAsync(Token);

        Assert.Equal($"{input}:1: not valid JSON", first);
        Assert.Equal("interrupted", rest.Trim());
        Assert.Equal(expected, sample.ExitCode);
    }

    private static Process Start(string file, params string[] arguments)
        => Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
}
