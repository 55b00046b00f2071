using FsCheck;
using FsCheck.Fluent;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Random ways to declare an inherited member once more.</summary>
internal static class Redeclaring
{
    /// <summary>Some of an interface's members as an interface that inherits them may declare them.</summary>
    public static Gen<IReadOnlyList<MemberSpec>> Of(InterfaceSpec root)
    {
        var members = root.Members.Where(member => member.Name.Length > 0 && member.Name != "Touch").ToList();
        var inherited = "IRoot"
            + TypeParameterSpec.List([.. root.TypeParameters.Select(parameter => parameter with { Variance = "" })]);
        return members.Count == 0
            ? Gen.Constant<IReadOnlyList<MemberSpec>>([])
            : from chosen in Gen.SubListOf(members.AsEnumerable())
              from ways in Gen.Choose(0, 4).ListOf(chosen.Count)
              select (IReadOnlyList<MemberSpec>)[.. chosen.Zip(ways, (member, way) => Again(member, way, inherited))];
    }

    private static MemberSpec Again(MemberSpec member, int way, string inherited) => way switch
    {
        0 => member,
        1 => member with { Modifiers = "new " + member.Modifiers },
        2 when member.Brackets == "()" => member with { Type = "string", Modifiers = "new ", Tail = ";" },
        3 when member.Brackets == "()" => Explicit(member, inherited),
        _ => member with { Attributes = ["Obsolete"] },
    };

    private static MemberSpec Explicit(MemberSpec member, string inherited) => member with
    {
        Name = $"{inherited}.{member.Name}",
        Modifiers = member.Modifiers.Contains("unsafe", StringComparison.Ordinal) ? "unsafe " : "",
        Attributes = [],
        Tail = " => throw null!;",
        TypeParameters = [.. member.TypeParameters.Select(parameter => parameter with { Constraint = "" })],
        Parameters = [.. member.Parameters.Select(parameter => parameter with { Default = null, Attributes = "" })],
    };
}
