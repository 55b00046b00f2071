namespace AgentMemory.Ingest;

/// <summary>Markdown and text files below a folder, in a stable order.</summary>
/// <param name="Root">The folder that names are relative to.</param>
/// <param name="Paths">The files.</param>
internal sealed record DocumentFiles(string Root, IReadOnlyList<string> Paths)
{
    // Links are not followed: a folder may link to itself. What may not be entered is left out.
    private static readonly EnumerationOptions Walk = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 64,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    public static bool IsDocument(string path) => Path.GetExtension(path).ToUpperInvariant() is ".MD" or ".TXT";

    /// <summary>Every document below <paramref name="folder"/>.</summary>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    public static DocumentFiles Under(string folder)
    {
        try
        {
            return new DocumentFiles(
                folder,
                [.. Directory.EnumerateFiles(folder, "*", Walk).Where(IsDocument).Order(StringComparer.Ordinal)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: cannot be read: {Printable.Clean(exception.Message)}", exception);
        }
    }
}
