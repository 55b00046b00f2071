using System.Collections.Immutable;
using System.Text;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>An interface as it is written.</summary>
internal sealed record InterfaceSpec(string Name)
{
    /// <summary>Attributes, one a line.</summary>
    public ImmutableList<string> Attributes { get; init; } = [];

    /// <summary><c>public</c> or <c>internal</c>.</summary>
    public string Access { get; init; } = "public";

    /// <summary>Namespace below that of the family, or nothing.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Declarations of the types around it, outermost first.</summary>
    public ImmutableList<string> Around { get; init; } = [];

    /// <summary>Type parameters.</summary>
    public ImmutableList<TypeParameterSpec> TypeParameters { get; init; } = [];

    /// <summary>What it inherits.</summary>
    public ImmutableList<string> Bases { get; init; } = [];

    /// <summary>Its members.</summary>
    public ImmutableList<MemberSpec> Members { get; init; } = [];

    /// <summary>Number of files that it is spread over.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Its declarations, one for each file.</summary>
    public IEnumerable<string> Write(string family)
        => Enumerable.Range(0, Parts).Select(part => Write(family, part));

    /// <summary>Smaller interfaces.</summary>
    public IEnumerable<InterfaceSpec> Shrink()
    {
        foreach (var member in Members)
        {
            yield return this with { Members = Members.Remove(member) };
        }

        foreach (var inherited in Bases)
        {
            yield return this with { Bases = Bases.Remove(inherited) };
        }

        foreach (var parameter in TypeParameters)
        {
            yield return this with { TypeParameters = TypeParameters.Remove(parameter) };
        }

        if (Parts > 1 || !Around.IsEmpty || !Attributes.IsEmpty)
        {
            yield return this with { Parts = 1 };
            yield return this with { Around = [] };
            yield return this with { Attributes = [] };
        }

        foreach (var member in Members)
        {
            foreach (var smaller in member.Shrink())
            {
                yield return this with { Members = Members.Replace(member, smaller) };
            }
        }
    }

    private string Write(string family, int part)
    {
        var text = new StringBuilder();
        var below = Namespace.Length == 0 ? "" : "." + Namespace;
        text.Append("namespace ").Append(family).Append(below).AppendLine(";").AppendLine();
        foreach (var around in Around)
        {
            text.AppendLine(around).AppendLine("{");
        }

        foreach (var attribute in part == 0 ? Attributes : [])
        {
            text.Append('[').Append(attribute).AppendLine("]");
        }

        var bases = part > 0 || Bases.IsEmpty ? "" : " : " + string.Join(", ", Bases);
        text.Append(Access).Append(Parts > 1 ? " partial interface " : " interface ").Append(Name)
            .Append(TypeParameterSpec.List(TypeParameters)).Append(bases)
            .AppendLine(part > 0 ? "" : TypeParameterSpec.Clauses(TypeParameters))
            .AppendLine("{");
        foreach (var member in Members.Where((_, index) => index % Parts == part))
        {
            text.Append("    ").AppendLine(member.ToString());
        }

        return text.AppendLine(new string('}', Around.Count + 1)).ToString();
    }
}
