namespace AgentMemory.Ingest;

/// <summary>Names what is skipped while it is read. Counts everything, writes only the first ones.</summary>
internal sealed class SkipLog(TextWriter writer)
{
    private const int MaxNamed = 100;

    public int Count { get; private set; }

    /// <summary>Skips one line of a file.</summary>
    public void Skip(string file, int line, string reason) => Write(FormattableString.Invariant($"{file}:{line}: {reason}"));

    /// <summary>Skips a whole file.</summary>
    public void Skip(string file, string reason) => Write($"{file}: {reason}");

    /// <summary>Tells how many were skipped without being named.</summary>
    public void Complete()
    {
        if (Count > MaxNamed)
        {
            writer.WriteLine(FormattableString.Invariant($"... and {Count - MaxNamed} more skipped"));
        }
    }

    private void Write(string message)
    {
        if (Count++ < MaxNamed)
        {
            writer.WriteLine(Printable.Clean(message));
        }
    }
}
