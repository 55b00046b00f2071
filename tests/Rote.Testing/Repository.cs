namespace Rote.Testing;

/// <summary>The checkout that the running tests were built from.</summary>
public static class Repository
{
    /// <summary>Its root: the nearest folder above the test assembly that holds <c>Toolkit.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>The full path of a file or folder, given relative to the root with <c>/</c>.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Source files below a folder of the repository, without build output, in ordinal order.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        string[] skipped = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", ".git"];
        return [.. Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Where(path => !RelativeTo(path).Split('/').Any(skipped.Contains))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>A path as the repository's documents write it: relative to the root, with <c>/</c>.</summary>
    public static string RelativeTo(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Toolkit.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Toolkit.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
