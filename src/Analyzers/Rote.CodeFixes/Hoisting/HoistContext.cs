using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Rote.Analyzers.Stores;
using Rote.CodeFixes.Text;

namespace Rote.CodeFixes.Hoisting;

/// <summary>What the two kinds of hoist share.</summary>
internal sealed class HoistContext(
    SemanticModel model,
    SourceText text,
    PerElementCall finding,
    HoistableLoop loop,
    AwaitExpressionSyntax wait,
    StatementSyntax statement)
{
    public SemanticModel Model { get; } = model;

    public SourceText Text { get; } = text;

    public PerElementCall Finding { get; } = finding;

    public HoistableLoop Loop { get; } = loop;

    /// <summary>The awaited call.</summary>
    public AwaitExpressionSyntax Wait { get; } = wait;

    /// <summary>The statement of the loop's body that holds it.</summary>
    public StatementSyntax Statement { get; } = statement;

    public UniqueNames Names { get; } = new(model, loop.Statement);

    public string LineEnd { get; } = Lines.EndOf(text);

    /// <summary>The indentation of the loop.</summary>
    public string Indent { get; } = Lines.IndentAt(text, loop.Statement.SpanStart);

    /// <summary>Where a line stands that goes before the loop.</summary>
    public TextSpan BeforeLoop => new(Loop.Statement.SpanStart, 0);

    /// <summary>Whether the loop's element itself, and not something made of it, is the item.</summary>
    public bool ItemIsElement => Loop.IsElement(Finding.Item.Value);

    public ITypeSymbol CollectionType => Finding.Route.Collection.Type;

    /// <summary>A line that goes before the loop.</summary>
    public TextChange LineBefore(string line) => new(BeforeLoop, line + LineEnd + Indent);

    /// <summary>Whether a type can be handed to the sibling as it is.</summary>
    public bool FitsCollection(ITypeSymbol type) => Model.Compilation.HasImplicitConversion(type, CollectionType);

    /// <summary>
    /// The method that makes an accepted collection of a list, or nothing where none is known.
    /// </summary>
    public string? ConversionFrom(ITypeSymbol element)
    {
        var compilation = Model.Compilation;
        var list = compilation.GetTypeByMetadataName("System.Collections.Generic.List`1")?.Construct(element);
        return list is not null && FitsCollection(list) ? "ToList"
            : FitsCollection(compilation.CreateArrayTypeSymbol(element)) ? "ToArray"
            : null;
    }

    /// <summary>The references to a local in the loop's body, but for those inside a node.</summary>
    public IEnumerable<IdentifierNameSyntax> UsesOf(ISymbol local, SyntaxNode except)
        => Loop.Body.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name =>
            name.Identifier.ValueText == local.Name
            && !except.Span.Contains(name.Span)
            && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(name).Symbol, local));

    /// <summary>The places inside an operation where it reads the element.</summary>
    public IEnumerable<IOperation> ElementReads(IOperation operation) => operation.DescendantsAndSelf().Where(Loop.IsElement);
}
