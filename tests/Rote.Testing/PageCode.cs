using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rote.Testing;

/// <summary>The code of a documentation page, as a reader's project would compile it.</summary>
public static class PageCode
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>How a page's code is read.</summary>
    public static CSharpParseOptions Options { get; } = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    /// <summary>A block of code on its own: a program where it has statements, a library otherwise.</summary>
    public static CSharpCompilation Compile(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, Options);
        var isProgram = tree.GetRoot().ChildNodes().Any(node => node.IsKind(SyntaxKind.GlobalStatement));
        return CSharpCompilation.Create(
            "Page",
            [CSharpSyntaxTree.ParseText(Usings, Options), tree],
            AnalyzerReferences.WithToolkit,
            new(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
    }
}
