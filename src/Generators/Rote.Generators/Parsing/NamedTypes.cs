using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>The names of the types of a compilation.</summary>
/// <remarks>
/// Interfaces name the same few types again and again; to have the compiler write them each time was an eighth of all the work.
/// Kept no longer than the compilation. Safe to share between threads.
/// </remarks>
internal sealed class NamedTypes
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGenericsOptions(SymbolDisplayGenericsOptions.None);

    private static readonly ConditionalWeakTable<Compilation, NamedTypes> Known = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, NamedType> _types = new(SymbolEqualityComparer.Default);
    private readonly Func<INamedTypeSymbol, NamedType> _read;
    private readonly Compilation _compilation;

    private NamedTypes(Compilation compilation)
    {
        _compilation = compilation;
        _read = Read;
    }

    /// <summary>Those of a compilation.</summary>
    public static NamedTypes Of(Compilation compilation) => Known.GetValue(compilation, key => new NamedTypes(key));

    /// <summary>How a type is named: its type arguments do not matter.</summary>
    public NamedType this[INamedTypeSymbol type] => _types.GetOrAdd(type.OriginalDefinition, _read);

    private NamedType Read(INamedTypeSymbol type) => new(
        type.ToDisplayString(Format),
        [.. InterfaceShape.Around(type).SelectMany(Warnings.Of).Distinct()],
        IsUnnameable(type));

    private bool IsUnnameable(INamedTypeSymbol type)
    {
        if (type.ContainingAssembly is not { } assembly || SymbolEqualityComparer.Default.Equals(assembly, _compilation.Assembly))
        {
            return false;
        }

        var aliases = _compilation.GetMetadataReference(assembly)?.Properties.Aliases;
        return aliases is { IsDefaultOrEmpty: false } names && !names.Contains(MetadataReferenceProperties.GlobalAlias);
    }
}
