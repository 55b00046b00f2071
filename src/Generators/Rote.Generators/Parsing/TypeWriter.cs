using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Writes types as generated code names them, and remembers what naming them would warn about.</summary>
/// <remarks>
/// Names are fully qualified and keep annotations and tuple names; <c>dynamic</c> becomes <c>object</c>, so that nothing is
/// bound when the program runs. A type parameter in small letters is escaped: the compiler warns about its declaration.
/// </remarks>
internal sealed class TypeWriter(Compilation compilation)
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly NamedTypes _named = NamedTypes.Of(compilation);
    private readonly Dictionary<ISymbol, string> _renamed = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, string> _written = new(SymbolEqualityComparer.IncludeNullability);
    private readonly SortedSet<string> _suppressions = new(StringComparer.Ordinal);

    /// <summary>Warnings that the use of the written types, and of the noted members, gives.</summary>
    public IReadOnlyCollection<string> Suppressions => _suppressions;

    /// <summary>Whether a type was asked for that cannot be named: its assembly is known under an alias only.</summary>
    public bool HasUnnameable { get; private set; }

    /// <summary>Gives a type parameter another name wherever it is written.</summary>
    public void Rename(ITypeParameterSymbol parameter, string name)
    {
        _renamed[parameter] = name;
        _written.Clear();
    }

    /// <summary>Whether emitted code may use a symbol.</summary>
    public bool CanReach(ISymbol symbol) => compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    /// <summary>A type.</summary>
    public string Write(ITypeSymbol type)
    {
        if (!_written.TryGetValue(type, out var text))
        {
            text = type is INamedTypeSymbol named && IsPlain(named)
                ? WritePlain(named)
                : string.Concat(type.ToDisplayParts(Format).Select(Write));
            _written.Add(type, text);
        }

        return text;
    }

    /// <summary>The type that entries hold.</summary>
    public string Write(CachedValue value) => value.Write(Write, "global::System.Collections.Generic.IReadOnlyList");

    /// <summary>Remembers what the use of a symbol warns about.</summary>
    public void Note(ISymbol symbol) => _suppressions.UnionWith(Warnings.Of(symbol));

    /// <summary>Remembers warnings.</summary>
    public void Note(IEnumerable<string> warnings) => _suppressions.UnionWith(warnings);

    // Whether the type's own name, its arguments and a mark are all that there is to write.
    private static bool IsPlain(INamedTypeSymbol type)
        => type is { IsTupleType: false, TypeKind: not TypeKind.Error } && type.ContainingType is not { IsGenericType: true };

    private string WritePlain(INamedTypeSymbol type)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Write(type.TypeArguments[0]) + "?";
        }

        var name = NameOf(type);
        var arguments = type.TypeArguments.IsEmpty ? "" : $"<{string.Join(", ", type.TypeArguments.Select(Write))}>";
        var mark = type is { NullableAnnotation: NullableAnnotation.Annotated, IsValueType: false } ? "?" : "";
        return name + arguments + mark;
    }

    private string NameOf(INamedTypeSymbol type)
    {
        var named = _named[type];
        HasUnnameable |= named.IsUnnameable;
        _suppressions.UnionWith(named.Suppressions);
        return named.Name;
    }

    private string Write(SymbolDisplayPart part)
    {
        if (part.Symbol is INamedTypeSymbol named)
        {
            NameOf(named);
        }

        return part.Symbol is not null && _renamed.TryGetValue(part.Symbol, out var name) ? name
            : part.Kind == SymbolDisplayPartKind.Keyword && part.ToString() == "dynamic" ? "object"
            : part.Symbol is ITypeParameterSymbol && part.ToString().All(char.IsLower) ? "@" + part.ToString().TrimStart('@')
            : part.ToString();
    }
}
