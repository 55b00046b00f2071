using FsCheck;
using FsCheck.Fluent;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Random streams, and streams that are made of pages with the method that returns these.</summary>
internal static class StreamGen
{
    /// <summary>The method that pages come from.</summary>
    public const string Page = "ListPage";

    private static readonly string[] Shapes = ["Task", "ValueTask"];

    private static readonly ParameterSpec[] Scopes =
        [new("[Scope] ", "", "string", "tenant", null), new("", "", "int", "shelf", null)];

    private static readonly ParameterSpec Token = new("", "", "CancellationToken", "ct", "default");

    private static readonly ParameterSpec[][] Positions =
    [
        [new("", "", "string?", "cursor", null), new("", "", "int", "limit", null)],
        [new("", "", "int", "limit", null), new("", "", "string?", "cursor", null)],
        [new("", "", "string?", "cursor", null)],
        [new("", "", "string?", "cursor", null), new("", "", "int", "limit", "50"), new("", "", "bool", "isExact", "true")],
    ];

    /// <summary>A stream with aspects of any kind.</summary>
    public static Gen<MemberSpec> Stream()
        => from type in Gen.Frequency((4, TypeGen.Key()), (1, Gen.Elements(TypePool.Others)))
           from parameters in ParameterGen.Keys()
           from name in Gen.Elements(Words.Members)
           from attributes in AspectGen.OfStream()
           select new MemberSpec($"IAsyncEnumerable<{type}>", name) { Parameters = parameters, Attributes = attributes };

    /// <summary>A stream that is made of pages.</summary>
    public static Gen<IReadOnlyList<MemberSpec>> Paged()
        => from type in TypeGen.Key()
           from shape in Gen.Elements(Shapes)
           from scopes in Gen.SubListOf(Scopes)
           from position in Gen.Elements(Positions)
           from tokens in Gen.SubListOf(Token)
           from pageTokens in Gen.SubListOf(Token)
           from attributes in AspectGen.OfPaged(Page)
           from others in Gen.SubListOf("Cached", "Monitored", AspectGen.Retried)
           select (IReadOnlyList<MemberSpec>)
           [
               new MemberSpec($"IAsyncEnumerable<{type}>", "List")
               {
                   Attributes = attributes,
                   Parameters = [.. scopes, .. tokens],
               },
               new MemberSpec($"{shape}<global::Rote.Paging.Page<{type}>>", Page)
               {
                   Attributes = [.. others],
                   Parameters = ParameterGen.Arrange([.. scopes, .. position, .. pageTokens]),
               },
           ];
}
