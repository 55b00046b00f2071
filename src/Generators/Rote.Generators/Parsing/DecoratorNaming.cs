using System.Text;
using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Names emitted types and files so that none clashes with another or with what is there already.</summary>
internal static class DecoratorNaming
{
    private static readonly SymbolDisplayFormat Escaped = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat Unescaped = Escaped.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The namespace as it is written in code; <see langword="null"/> for the global one.</summary>
    public static string? NamespaceOf(INamedTypeSymbol type)
        => type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(Escaped);

    /// <summary>The interface's full name without type parameters.</summary>
    public static string ServiceName(INamedTypeSymbol type)
        => Prefix(type) + string.Join(".", InterfaceShape.Around(type).Reverse().Select(outer => outer.Name));

    /// <summary>The common part of the emitted types' names, and the number that tells it from an equal one.</summary>
    public static (string Stem, string Number) Resolve(INamedTypeSymbol type, Compilation compilation)
        => Resolve(type, compilation, Ownership.IsAnnotated, "Decorator", "Decoration");

    /// <summary>The same for types that end in other words, of interfaces that are annotated otherwise.</summary>
    public static (string Stem, string Number) Resolve(
        INamedTypeSymbol type,
        Compilation compilation,
        Func<INamedTypeSymbol, bool> isAnnotated,
        string ending,
        string otherEnding)
    {
        var stem = StemOf(type);
        var twins = TwinsOf(type, stem, isAnnotated);
        var step = Math.Max(twins.Count, 1);
        for (var number = 1 + twins.FindIndex(twin => SymbolEqualityComparer.Default.Equals(twin, type)); ; number += step)
        {
            var suffix = number <= 1 ? "" : Literals.Number(number);
            if (!Exists(type, stem + ending + suffix, compilation) && !Exists(type, stem + otherEnding + suffix, compilation))
            {
                return (stem, suffix);
            }
        }
    }

    /// <summary>The name of the generated file: the interface's name, with the number of type parameters.</summary>
    /// <remarks>Files are told apart without regard to case. Where a name has a twin in another, its case is added.</remarks>
    public static string HintName(INamedTypeSymbol type, Compilation compilation)
    {
        var spellings = Spellings.Of(compilation);
        var name = Prefix(type)
            + string.Join(".", InterfaceShape.Around(type).Reverse().Select(outer => FilePart(outer, spellings)));
        var hasTwin = spellings.AnyHasTwin(ServiceName(type).Split('.'));
        return $"{name}{(hasTwin ? "-" + CaseOf(name) : "")}.g.cs";
    }

    // IStore<T> becomes IStore_1, and IStore(1) where something else is called IStore_1.
    private static string FilePart(INamedTypeSymbol type, Spellings spellings)
    {
        var arity = Literals.Number(type.Arity);
        var name = $"{type.Name}_{arity}";
        return type.Arity == 0 ? type.Name
            : spellings.Has(name) ? $"{type.Name}({arity})"
            : name;
    }

    private static string MetadataName(INamedTypeSymbol type)
        => Prefix(type) + string.Join("+", InterfaceShape.Around(type).Reverse().Select(outer => outer.MetadataName));

    private static string Prefix(INamedTypeSymbol type)
        => type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(Unescaped) + ".";

    // One character for every eight letters: which of them are capitals.
    private static string CaseOf(string name)
    {
        var bits = new StringBuilder();
        for (var start = 0; start < name.Length; start += 8)
        {
            var value = 0;
            for (var index = start; index < name.Length && index < start + 8; index++)
            {
                value = (value << 1) | (char.IsUpper(name[index]) ? 1 : 0);
            }

            bits.Append(value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return bits.ToString();
    }

    // IRecallStore becomes RecallStore; a nested one takes the names around it in front.
    private static string StemOf(INamedTypeSymbol type)
        => string.Concat(InterfaceShape.Around(type).Skip(1).Reverse().Select(outer => outer.Name)) + WithoutPrefix(type.Name);

    private static string WithoutPrefix(string name)
        => name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name.Substring(1) : name;

    // Annotated interfaces of the namespace whose decorators would be named alike: IStore and IStore<T>, IStore and Store,
    // Outer.IStore and IOuterStore. Their outermost types are asked for by name: a look through all types of the namespace, for
    // every interface in it, would take a time that grows with the square.
    private static List<INamedTypeSymbol> TwinsOf(
        INamedTypeSymbol type, string stem, Func<INamedTypeSymbol, bool> isAnnotated)
        => [.. Enumerable.Range(1, stem.Length)
            .Select(length => stem.Substring(0, length))
            .SelectMany(start => new[] { start, "I" + start })
            .SelectMany(name => type.ContainingNamespace.GetTypeMembers(name))
            .SelectMany(SelfAndNested)
            .Where(candidate => candidate.TypeKind == TypeKind.Interface && StemOf(candidate) == stem)
            .Where(isAnnotated)
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .OrderBy(candidate => candidate.Arity)
            .ThenBy(MetadataName, StringComparer.Ordinal)];

    private static IEnumerable<INamedTypeSymbol> SelfAndNested(INamedTypeSymbol type)
        => type.GetTypeMembers().SelectMany(SelfAndNested).Prepend(type);

    // Types of referenced assemblies count, too: where both have a name, every use of it warns.
    private static bool Exists(INamedTypeSymbol type, string name, Compilation compilation)
    {
        var typeParameters = InterfaceShape.TypeParametersOf(type).ToList();
        var arity = typeParameters.Count;
        var members = compilation.GetCompilationNamespace(type.ContainingNamespace)?.GetMembers(name) ?? [];
        return typeParameters.Any(parameter => parameter.Name == name)
            || members.Any(member => member is not INamedTypeSymbol found
                || ((found.Arity == 0 || found.Arity == arity)
                    && compilation.IsSymbolAccessibleWithin(found, compilation.Assembly)));
    }
}
