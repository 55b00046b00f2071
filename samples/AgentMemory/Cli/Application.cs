using AgentMemory.Client;
using AgentMemory.Embedding;
using AgentMemory.Ingest;
using AgentMemory.Report;
using AgentMemory.Runs;
using AgentMemory.Server;
using Spectre.Console;

namespace AgentMemory.Cli;

/// <summary>The sample from its arguments to its exit code.</summary>
internal static class Application
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int BadUsage = 2;
    private const int Interrupted = 130;
    private const string Agent = "sample";
    private const string DefaultQuestion = "when is a batch sent?";

    /// <summary>Runs the sample.</summary>
    /// <returns>0; 1 when the input or the server fails; 2 for a wrong command line; 130 when cancelled.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            var command = CommandLine.Parse(arguments);
            if (command.Help)
            {
                await output.WriteLineAsync(CommandLine.Usage).ConfigureAwait(false);
                return Success;
            }

            await RunAsync(command, output, error, cancellationToken).ConfigureAwait(false);
            return Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("interrupted").ConfigureAwait(false);
            return Interrupted;
        }
        catch (UsageException exception)
        {
            return await FailAsync(error, exception, BadUsage).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InputException or AgentMemoryException or IOException)
        {
            return await FailAsync(error, exception, Failure).ConfigureAwait(false);
        }
    }

    private static async Task<int> FailAsync(TextWriter error, Exception exception, int exitCode)
    {
        await error.WriteLineAsync("AgentMemory: " + Printable.Clean(exception.Message)).ConfigureAwait(false);
        return exitCode;
    }

    private static async Task RunAsync(
        CommandLine command, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var corpus = await CorpusReader.ReadAsync(command.Input, error, cancellationToken).ConfigureAwait(false);
        var console = CreateConsole(command.Json ? error : output);
        var result = await CompareAsync(command, corpus, console, cancellationToken).ConfigureAwait(false);
        if (command.Json)
        {
            JsonReport.From(corpus, result).WriteTo(output);
        }
        else
        {
            TableReport.Write(console, corpus, result);
        }
    }

    private static async Task<ComparisonResult> CompareAsync(
        CommandLine command, Corpus corpus, IAnsiConsole console, CancellationToken cancellationToken)
    {
        // Fitting the weights is training, not serving: it is done once, before the clock starts, and every run has the same.
        var weights = InverseDocumentFrequency.Fit(corpus.Passages.Select(passage => passage.Text));
        using var embedder = new HashingEmbeddingGenerator(weights);
        var server = await MemoryServer.StartAsync(embedder, cancellationToken).ConfigureAwait(false);
        await using var _ = server.ConfigureAwait(false);
        using var client = HttpAgentMemory.CreateClient(server.Address);

        var work = new Workload(
            Agent, corpus.Passages, command.Questions.Count > 0 ? command.Questions : [DefaultQuestion]);
        IReadOnlyList<RunKind> kinds = command.Only is { } only ? [only] : Enum.GetValues<RunKind>();
        var comparison = new Comparison(server, client, TimeProvider.System);
        return await ProgressBars.ShowAsync(
            console, display => comparison.RunAsync(work, kinds, display, cancellationToken)).ConfigureAwait(false);
    }

    private static IAnsiConsole CreateConsole(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            // A file or a pipe gets text, never escape sequences.
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = output.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = output.IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
    }
}
