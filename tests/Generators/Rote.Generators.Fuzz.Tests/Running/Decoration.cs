using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rote.Testing;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>A generated decorator.</summary>
/// <param name="Type">The interface, as it is declared.</param>
/// <param name="Extensions">The static class that has <c>Decorate</c>.</param>
internal sealed record Decoration(INamedTypeSymbol Type, string Extensions)
{
    private static readonly string[] Aspects = ["CachedAttribute", "BatchedAttribute", "InvalidatesAttribute",
        "MonitoredAttribute", "WriteBehindAttribute", "AggregatedAttribute", "ResilientAttribute", "PagedAttribute"];

    /// <summary>All decorators of a run.</summary>
    public static IReadOnlyList<Decoration> Find(GeneratorRun run)
        => [.. from tree in run.Result.GeneratedSources.Select(source => source.SyntaxTree)
               let model = run.Output.GetSemanticModel(run.Output.SyntaxTrees.Single(other => other.FilePath == tree.FilePath))
               from declaration in model.SyntaxTree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
               let extensions = model.GetDeclaredSymbol(declaration)!
               where extensions is { IsStatic: true, Arity: 0 }
               from decorate in extensions.GetMembers("Decorate").OfType<IMethodSymbol>()
               where decorate.Parameters[0].Type.Name is not ("ConnectionPool" or "LazyStore")
               select new Decoration((INamedTypeSymbol)decorate.Parameters[0].Type.OriginalDefinition, Code.Of(extensions))];

    /// <summary>Whether an interface has to have a decorator: it asks for one, and a class beside it can stand for it.</summary>
    public static bool IsExpected(INamedTypeSymbol type)
        => type.GetMembers().OfType<IMethodSymbol>().Any(IsAnnotated)
            && Surrounding(type).All(IsReachable)
            && Surrounding(type).SelectMany(outer => outer.TypeParameters).Select(parameter => parameter.Name).Distinct().Count()
                == Surrounding(type).Sum(outer => outer.Arity)
            && !Surrounding(type).Skip(1).Any(outer => Has(outer, "ObsoleteAttribute"))
            && !type.AllInterfaces.Insert(0, type).SelectMany(declaring => declaring.GetMembers())
                .Any(member => member.IsAbstract && (member.IsStatic || !Members.IsVisible(member))
                    && !Members.IsExplicit(member))
            && type.AllInterfaces.Select(inherited
                => inherited.OriginalDefinition).Distinct<ISymbol>(SymbolEqualityComparer.Default).Count()
                == type.AllInterfaces.Length;

    private static bool IsAnnotated(IMethodSymbol method)
        => method.MethodKind == MethodKind.Ordinary && Aspects.Any(aspect => Has(method, aspect));

    private static bool Has(ISymbol symbol, string name)
        => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == name);

    private static bool IsReachable(INamedTypeSymbol type)
        => !type.IsFileLocal && type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal;

    private static IEnumerable<INamedTypeSymbol> Surrounding(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            yield return current;
        }
    }
}
