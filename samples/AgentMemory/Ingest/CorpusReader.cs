using System.Text;

namespace AgentMemory.Ingest;

/// <summary>Reads whatever the user points at.</summary>
internal static class CorpusReader
{
    private const int MaxLineLength = 64 * 1024;

    /// <summary>Reads a file, a folder, or (with <see langword="null"/>) the documentation of this repository.</summary>
    /// <param name="input">The path as the user gave it.</param>
    /// <param name="warnings">Where skipped lines and files are named.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">It is missing, unreadable, of an unknown kind, or without a usable passage.</exception>
    public static async Task<Corpus> ReadAsync(string? input, TextWriter warnings, CancellationToken cancellationToken)
    {
        var source = input ?? "the documentation of this repository";
        var passages = new PassageList();
        var skips = new SkipLog(warnings);
        if (input is null)
        {
            await ReadFilesAsync(RepositoryDocs.Find(), passages, skips, cancellationToken).ConfigureAwait(false);
        }
        else if (Directory.Exists(input))
        {
            await ReadFilesAsync(DocumentFiles.Under(input), passages, skips, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await ReadOneAsync(input, passages, skips, cancellationToken).ConfigureAwait(false);
        }

        skips.Complete();
        return passages.Passages.Count > 0
            ? new Corpus(source, passages.Passages, skips.Count)
            : throw new InputException($"{source}: no usable text in it");
    }

    private static async Task ReadOneAsync(
        string path, PassageList passages, SkipLog skips, CancellationToken cancellationToken)
    {
        var isTranscript = Path.GetExtension(path).Equals(".jsonl", StringComparison.OrdinalIgnoreCase);
        if (!isTranscript && File.Exists(path) && !DocumentFiles.IsDocument(path))
        {
            throw new InputException($"{path}: not a .jsonl, .md or .txt file, nor a folder");
        }

        try
        {
            using var reader = Open(path);
            await (isTranscript
                ? TranscriptReader.ReadAsync(reader, path, passages, skips, cancellationToken)
                : ReadDocumentAsync(reader, path, path, passages, skips, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception exception) when (Reason(exception) is { } reason)
        {
            throw new InputException($"{path}: {reason}", exception);
        }
    }

    private static async Task ReadFilesAsync(
        DocumentFiles files, PassageList passages, SkipLog skips, CancellationToken cancellationToken)
    {
        foreach (var path in files.Paths)
        {
            try
            {
                using var reader = Open(path);
                var name = Path.GetRelativePath(files.Root, path);
                await ReadDocumentAsync(reader, path, name, passages, skips, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (Reason(exception) is { } reason)
            {
                skips.Skip(path, reason);
            }
        }
    }

    private static async Task ReadDocumentAsync(
        TextReader reader, string path, string name, PassageList passages, SkipLog skips, CancellationToken cancellationToken)
    {
        var splitter = new PassageSplitter(name, passages);
        var lines = new BoundedLineReader(reader, MaxLineLength);
        while (await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Contains('\0', StringComparison.Ordinal))
            {
                skips.Skip(path, lines.LineNumber, "not text; the rest of the file is left out");
                break;
            }

            if (lines.IsTooLong)
            {
                skips.Skip(path, lines.LineNumber, FormattableString.Invariant($"longer than {MaxLineLength} characters"));
            }
            else
            {
                splitter.Add(line);
            }
        }

        splitter.Complete();
    }

    private static StreamReader Open(string path)
        => new(
            path,
            Encoding.UTF8,
            detectEncodingFromByteOrderMarks: true,
            new FileStreamOptions { Options = FileOptions.SequentialScan });

    private static string? Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file or folder",
        UnauthorizedAccessException => "no permission to read it",
        IOException or ArgumentException or NotSupportedException => "cannot be read: " + Printable.Clean(exception.Message),
        _ => null,
    };
}
