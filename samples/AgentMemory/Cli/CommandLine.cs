using AgentMemory.Runs;

namespace AgentMemory.Cli;

/// <summary>What the user asked for.</summary>
/// <param name="Input">File or folder; <see langword="null"/> for the documentation of this repository.</param>
/// <param name="Questions">Questions in the order given; empty for the default one.</param>
/// <param name="Only">The one run to make; <see langword="null"/> for all.</param>
/// <param name="Json">One JSON object on standard output instead of a table.</param>
/// <param name="Help">Only show the usage.</param>
internal sealed record CommandLine(string? Input, IReadOnlyList<string> Questions, RunKind? Only, bool Json, bool Help)
{
    public const string Usage = """
        An agent's memory over real text: ingest, embed, store, ask; three times, and what each time cost.

        usage: dotnet run -c Release --project samples/AgentMemory -- [--input PATH] [--ask TEXT]... [--only RUN] [--json]

          --input PATH   a .jsonl transcript (text, speaker, session, elapsed_seconds), a .md or .txt file,
                         or a folder of .md and .txt files; default: the documentation of this repository
          --ask TEXT     a question; may be given several times
          --only RUN     sequential, plain or decorated; default: all three, in this order
          --json         one JSON object on standard output, everything else on standard error
          --help         this text
        """;

    /// <summary>Reads the arguments. Options take their value as <c>--name value</c> or <c>--name=value</c>.</summary>
    /// <exception cref="UsageException">An unknown option, a missing or a bad value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new CommandLine(Input: null, Questions: [], Only: null, Json: false, Help: false);
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, inline) = Split(arguments[i]);
            parsed = name switch
            {
                "--input" => parsed with { Input = Value(arguments, ref i, name, inline) },
                "--ask" => parsed with { Questions = [.. parsed.Questions, Value(arguments, ref i, name, inline)] },
                "--only" => parsed with { Only = ParseRun(Value(arguments, ref i, name, inline)) },
                "--json" when inline is null => parsed with { Json = true },
                "--help" or "-h" when inline is null => parsed with { Help = true },
                _ => throw new UsageException($"unknown option '{arguments[i]}'; --help lists the options"),
            };
        }

        return parsed;
    }

    private static (string Name, string? Inline) Split(string argument)
    {
        var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static string Value(IReadOnlyList<string> arguments, ref int index, string name, string? inline)
    {
        var value = inline;
        if (value is null && index + 1 < arguments.Count && !arguments[index + 1].StartsWith("--", StringComparison.Ordinal))
        {
            value = arguments[++index];
        }

        return string.IsNullOrWhiteSpace(value) ? throw new UsageException($"{name} needs a value") : value;
    }

    private static RunKind ParseRun(string value) => value switch
    {
        "sequential" => RunKind.Sequential,
        "plain" => RunKind.Plain,
        "decorated" => RunKind.Decorated,
        _ => throw new UsageException($"--only takes sequential, plain or decorated, not '{value}'"),
    };
}
