namespace AgentMemory.Ingest;

/// <summary>Finds the documentation of the repository that the sample was built in.</summary>
internal static class RepositoryDocs
{
    private const string Marker = "Toolkit.sln";

    /// <summary>The pages in the root of the repository and everything below <c>docs</c>.</summary>
    /// <exception cref="InputException">The sample does not run inside its repository.</exception>
    public static DocumentFiles Find()
        => Find(AppContext.BaseDirectory) ?? Find(Directory.GetCurrentDirectory())
            ?? throw new InputException($"no {Marker} above the sample: name a file or folder with --input");

    /// <summary>The documentation of the repository around <paramref name="folder"/>, if it is in one.</summary>
    public static DocumentFiles? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Marker)))
            {
                return Below(at.FullName);
            }
        }

        return null;
    }

    private static DocumentFiles Below(string root)
    {
        var docs = Path.Combine(root, "docs");
        IEnumerable<string> pages = Directory.EnumerateFiles(root, "*.md").Order(StringComparer.Ordinal);
        return new DocumentFiles(root, [.. Directory.Exists(docs) ? pages.Concat(DocumentFiles.Under(docs).Paths) : pages]);
    }
}
