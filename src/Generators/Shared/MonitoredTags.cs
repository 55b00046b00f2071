using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>Decides which parameters become tags. The generator leaves the others out; an analyzer says why.</summary>
internal static class MonitoredTags
{
    private const int MaxTags = 3;
    private const int MaxCombinations = 64;

    /// <summary>What the runtime tells by itself.</summary>
    private static readonly string[] Reserved =
    [
        "db.operation.name", "error.type", "db.response.returned_rows", "stream.abandoned", "operation.allocated_bytes",
        "operation.inner_calls",
    ];

    /// <summary>The parameters of a method that carry the attribute, in their order.</summary>
    public static IReadOnlyList<MonitoredTag> Of(IMethodSymbol method)
    {
        var tags = new List<MonitoredTag>();
        var combinations = 1;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.FindAttribute(KnownAttributes.MonitoredTag) is not { } attribute)
            {
                continue;
            }

            var argument = attribute.ConstructorArguments.FirstOrDefault();
            var name = argument is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : "";
            var type = Underlying(parameter.Type);
            var values = ValuesOf(type, attribute);
            var used = tags.Where(tag => tag.Refusal is null).ToList();
            var refusal = RefusalOf(method, parameter, name, type, values)
                ?? (used.Any(tag => tag.Name == name) ? $"another parameter has the tag '{name}'"
                : used.Count == MaxTags ? "a method has three tags at most"
                : combinations * (values.Count + 1) > MaxCombinations
                    ? "the tags of a method have 64 combinations of values at most, with one other value for each"
                : null);
            combinations *= refusal is null ? values.Count + 1 : 1;
            tags.Add(new(parameter, attribute, name, type, values, refusal));
        }

        return tags;
    }

    /// <summary>The members of an enum, each number once.</summary>
    public static IEnumerable<IFieldSymbol> MembersOf(ITypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .GroupBy(field => field.ConstantValue)
            .Select(group => group.First());

    private static string? RefusalOf(
        IMethodSymbol method, IParameterSymbol parameter, string name, ITypeSymbol type, IReadOnlyList<string> values)
        => method.FindAttribute(KnownAttributes.Monitored) is null ? "its method is not [Monitored]"
            : parameter.IsScope() ? "it is a [Scope]: the names of users and tenants belong in no telemetry"
            : parameter.RefKind is not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter)
                ? "it is written by the method"
            : name.Length == 0 ? "the tag has no name"
            : Reserved.Contains(name) ? $"the tag '{name}' is the runtime's own"
            : type.TypeKind == TypeKind.Enum && values.Count == 0 ? "its enum has no members"
            : type.TypeKind == TypeKind.Enum || type.SpecialType == SpecialType.System_Boolean ? null
            : type.SpecialType != SpecialType.System_String ? "its type is no enum, bool or string"
            : values.Count == 0 ? "a string needs the Values that are told apart"
            : null;

    private static IReadOnlyList<string> ValuesOf(ITypeSymbol type, AttributeData attribute)
        => type.TypeKind == TypeKind.Enum ? [.. MembersOf(type).Select(member => member.Name)]
            : type.SpecialType == SpecialType.System_Boolean ? ["false", "true"]
            : [.. attribute.Named("Values").Texts().Distinct(StringComparer.Ordinal)];

    private static ITypeSymbol Underlying(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
}
