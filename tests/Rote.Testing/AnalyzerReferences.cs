using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Rote.Testing;

/// <summary>What analyzed code may refer to: the platform of the running test, with the toolkit or without.</summary>
public static class AnalyzerReferences
{
    private const string Toolkit = "Rote";

    private static readonly ImmutableArray<MetadataReference> Platform = Find(IsPlatform);
    private static readonly ImmutableArray<MetadataReference> Runtime = Find(name => name == Toolkit);

    /// <summary>The platform and the toolkit's runtime.</summary>
    /// <exception cref="AnalyzerTestException">The test project does not reference the runtime.</exception>
    public static ImmutableArray<MetadataReference> WithToolkit { get; } = Runtime.IsEmpty
        ? throw new AnalyzerTestException("Rote.dll is not beside the tests: reference src/Runtime/Rote from the test project.")
        : [.. Platform, .. Runtime];

    /// <summary>The platform alone: a project that does not use the toolkit.</summary>
    public static ImmutableArray<MetadataReference> WithoutToolkit => Platform;

    private static bool IsPlatform(string name)
        => name is "mscorlib" or "netstandard" or "System"
            || name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);

    private static ImmutableArray<MetadataReference> Find(Func<string, bool> isWanted)
        => [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => isWanted(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path))];
}
