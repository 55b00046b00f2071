using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads the parameters that become tags.</summary>
internal static class MonitoredTagParser
{
    /// <summary>The tags of a method.</summary>
    public static EquatableArray<MonitorTagModel> Parse(IMethodSymbol method, TypeWriter types)
        => MonitoredTags.Of(method)
            .Where(tag => tag.Refusal is null)
            .Select(tag => new MonitorTagModel(
                tag.Name, tag.Parameter.Ordinal, tag.Values.ToEquatableArray(), ConstantsOf(tag, types).ToEquatableArray()))
            .ToEquatableArray();

    private static IEnumerable<string> ConstantsOf(MonitoredTag tag, TypeWriter types)
    {
        if (tag.Type.TypeKind == TypeKind.Enum)
        {
            var type = types.Write(tag.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
            return MonitoredTags.MembersOf(tag.Type).Select(member => member.GetAttributes().IsEmpty
                ? $"{type}.{Identifiers.Escape(member.Name)}"
                : $"({type})({Literals.Number((IFormattable)member.ConstantValue!)})");
        }

        return tag.Type.SpecialType == SpecialType.System_String
            ? tag.Values.Select(Literals.Quote)
            : tag.Parameter.Type.SpecialType == SpecialType.System_Boolean ? [] : tag.Values;
    }
}
