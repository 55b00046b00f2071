using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rote.Testing;

/// <summary>What analyzed code may refer to: the platform of the running test, with the toolkit or without.</summary>
public static class AnalyzerReferences
{
    private static readonly string[] Toolkit = ["Rote", "Rote.Models"];

    private static readonly ImmutableArray<MetadataReference> Platform = Find(IsPlatform);
    private static readonly ImmutableArray<MetadataReference> Runtime = Find(Toolkit.Contains);

    // The compiler keeps what it has read of a reference as long as somebody uses it. These keep it for all cases: reading the
    // platform anew for each takes longer than analyzing the case.
    private static readonly CSharpCompilation Toolkitless = Keep(Platform);
    private static readonly CSharpCompilation Complete = Keep([.. Platform, .. Runtime]);

    /// <summary>The platform and the toolkit's runtime.</summary>
    /// <exception cref="AnalyzerTestException">The test project does not reference the runtime.</exception>
    public static ImmutableArray<MetadataReference> WithToolkit { get; } = Runtime.IsEmpty
        ? throw new AnalyzerTestException("Rote.dll is not beside the tests: reference src/Runtime/Rote from the test project.")
        : [.. Complete.References];

    /// <summary>The platform alone: a project that does not use the toolkit.</summary>
    public static ImmutableArray<MetadataReference> WithoutToolkit { get; } = [.. Toolkitless.References];

    private static CSharpCompilation Keep(ImmutableArray<MetadataReference> references)
    {
        var compilation = CSharpCompilation.Create("Kept", references: references);
        _ = compilation.GetSpecialType(SpecialType.System_Object);
        return compilation;
    }

    private static bool IsPlatform(string name)
        => name is "mscorlib" or "netstandard" or "System"
            || name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            || name.StartsWith("OpenTelemetry", StringComparison.Ordinal)
            || name.StartsWith("Polly", StringComparison.Ordinal);

    private static ImmutableArray<MetadataReference> Find(Func<string, bool> isWanted)
        => [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => isWanted(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path))];
}
