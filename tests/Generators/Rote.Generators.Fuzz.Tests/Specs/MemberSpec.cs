using System.Collections.Immutable;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>A member as it is written.</summary>
/// <param name="Type">Its type with everything before it: <c>ref readonly int</c>.</param>
/// <param name="Name">Its name, as it stands in code.</param>
internal sealed record MemberSpec(string Type, string Name)
{
    /// <summary>Attributes, one a line.</summary>
    public ImmutableList<string> Attributes { get; init; } = [];

    /// <summary>Modifiers, each with a space behind it.</summary>
    public string Modifiers { get; init; } = "";

    /// <summary>Type parameters of a method.</summary>
    public ImmutableList<TypeParameterSpec> TypeParameters { get; init; } = [];

    /// <summary>Parameters of a method or indexer.</summary>
    public ImmutableList<ParameterSpec> Parameters { get; init; } = [];

    /// <summary>The brackets around the parameters: two characters, or none.</summary>
    public string Brackets { get; init; } = "()";

    /// <summary>What stands behind the brackets and constraints.</summary>
    public string Tail { get; init; } = ";";

    /// <summary>Text that is equal where two members of one interface would clash, or look as if they could.</summary>
    public string Identity => Brackets == "()" ? $"{Name}({Parameters.Count}, {TypeParameters.Count})" : Name + Brackets
        + Parameters.Count;

    /// <inheritdoc/>
    public override string ToString()
    {
        var list = Brackets.Length == 0 ? "" : Brackets[0] + string.Join(", ", Parameters) + Brackets[1];
        var attributes = string.Concat(Attributes.Select(attribute => $"[{attribute}] "));
        return $"{attributes}{Modifiers}{Type} {Name}{TypeParameterSpec.List(TypeParameters)}{list}"
            + TypeParameterSpec.Clauses(TypeParameters) + Tail;
    }

    /// <summary>Smaller members: without an attribute, a parameter, a default value, a modifier.</summary>
    public IEnumerable<MemberSpec> Shrink()
    {
        foreach (var attribute in Attributes)
        {
            yield return this with { Attributes = Attributes.Remove(attribute) };
        }

        foreach (var parameter in Parameters)
        {
            yield return this with { Parameters = Parameters.Remove(parameter) };
            if (parameter != new ParameterSpec("", "", parameter.Type, parameter.Name, null))
            {
                yield return this with { Parameters = Parameters.Replace(parameter,
                    parameter with { Attributes = "", Default = null }) };
                yield return this with { Parameters = Parameters.Replace(parameter, parameter with { Modifier = "" }) };
            }
        }

        foreach (var parameter in TypeParameters)
        {
            yield return this with { TypeParameters = TypeParameters.Remove(parameter) };
        }
    }
}
