using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rote.Testing;

namespace Rote.Generators.Tests.SharedSource;

/// <summary>Symbols of small sources.</summary>
internal static class SharedCode
{
    private const string Header = """
        using System; using System.Collections.Generic; using System.Collections.Immutable; using System.IO; using System.Linq;
        using System.Threading; using System.Threading.Tasks; using Rote;

        """;

    /// <summary>The type of this name in a source.</summary>
    public static INamedTypeSymbol TypeOf(string source, string name)
        => Compile(source).GetTypeByMetadataName(name)
            ?? throw new ArgumentException($"No '{name}' in the source.", nameof(name));

    /// <summary>The methods of the interface <c>I</c> with these members.</summary>
    public static IReadOnlyList<IMethodSymbol> MethodsOf(string members, string more = "")
        => [.. TypeOf($"interface I {{ {members} }} {more}", "I").GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.MethodKind == MethodKind.Ordinary)];

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Sources",
        [CSharpSyntaxTree.ParseText(Header + source, new CSharpParseOptions(LanguageVersion.Preview))],
        AnalyzerReferences.WithToolkit,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true)
            .WithNullableContextOptions(NullableContextOptions.Enable));
}
