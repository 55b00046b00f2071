using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Random members.</summary>
internal static class MemberGen
{
    private const string Unsafe = "unsafe ";

    private static readonly string[] Helpers =
    [
        "static int Helper() => 1;", "const int Limit = 3;", "class Nested { }", "enum Kind { A }", "sealed int Fixed() => 2;",
        "private int Secret() => 3;", "static virtual int Made => 1;", "static string Text { get; set; } = \"\";",
        "protected internal int Guarded() => 4;", "static event Action? Anything;", "protected int Hidden() => 5;",
        "delegate void Callback(int number);", "interface IInside { int Get(); }", "static virtual int Make(int a) => a;",
    ];

    /// <summary>One or two members that belong together.</summary>
    public static Gen<IReadOnlyList<MemberSpec>> Any(IReadOnlyList<TypeParameterSpec> scope) => Gen.Frequency(
        (8, One(Method(scope))),
        (4, One(Cached())),
        (1, One(CachedList())),
        (1, Batched()),
        (1, HeldBackGen.Answered()),
        (1, HeldBackGen.Aligned()),
        (1, HeldBackGen.Buffered()),
        (1, HeldBackGen.Aggregated()),
        (1, One(StreamGen.Stream())),
        (1, StreamGen.Paged()),
        (3, One(Property(scope))),
        (1, One(Indexer(scope))),
        (1, One(Event(scope))),
        (1, One(Pointer())),
        (1, One(Helper())),
        (1, One(Default(scope))));

    /// <summary>Type parameters, each of which may be constrained by those before it.</summary>
    public static Gen<ImmutableList<TypeParameterSpec>> TypeParameters(int most, bool isVariant)
        => from count in Gen.Choose(0, most)
           from names in Gen.Shuffle(Words.TypeParameters)
           from drafts in Draft(isVariant).ListOf(count)
           select drafts.Select((draft, index) => draft with
           {
               Name = names[index],
               Constraint = string.Format(null, draft.Constraint, names[index], index == 0 ? "IShape" : names[index - 1]),
           }).ToImmutableList();

    private static Gen<TypeParameterSpec> Draft(bool isVariant)
        => from constraint in Gen.Elements(TypePool.Constraints)
           from variance in isVariant ? Gen.Elements("", "", "in ", "out ") : Gen.Constant("")
           from isStackBound in isVariant ? Gen.Constant(0) : Gen.Choose(0, 8)
           select new TypeParameterSpec(variance, "", isStackBound == 1 ? "allows ref struct" : constraint);

    private static Gen<MemberSpec> Method(IReadOnlyList<TypeParameterSpec> scope)
        => from own in Gen.Frequency((5, Gen.Constant(ImmutableList<TypeParameterSpec>.Empty)),
            (2, TypeParameters(2, isVariant: false)))
           let all = scope.Where(outer => own.All(inner => inner.Name != outer.Name)).Concat(own).ToList()
           from type in TypeGen.Result(all)
           from parameters in ParameterGen.Any(all)
           from name in Gen.Elements(Words.Members)
           from aspects in AspectGen.Any()
           from others in AspectGen.Other()
           from access in Gen.Frequency((15, Gen.Constant("")), (1, Gen.Constant("internal ")))
           select new MemberSpec(type, name)
           {
               TypeParameters = own,
               Parameters = [.. parameters.Select(parameter => Rename(parameter, all))],
               Attributes = aspects.AddRange(others),
               Modifiers = access,
           };

    private static Gen<MemberSpec> Cached()
        => from type in Gen.Frequency((4, TypeGen.Key()), (1, Gen.Elements(TypePool.Others)))
           from shape in Gen.Elements("{0}", "Task<{0}>", "ValueTask<{0}>", "ValueTask<{0}>")
           from parameters in ParameterGen.Keys()
           from name in Gen.Elements(Words.Members)
           from attributes in AspectGen.OfCached()
           select new MemberSpec(string.Format(null, shape, type), name) { Parameters = parameters, Attributes = attributes };

    private static Gen<MemberSpec> CachedList()
        => from method in Cached()
           from result in Gen.Elements("Task<IReadOnlyList<{0}>>", "ValueTask<IReadOnlyList<{0}>>", "Task<{0}[]>",
               "ValueTask<List<{0}>>")
           from type in TypeGen.Key()
           from item in TypeGen.Key()
           from list in Gen.Elements(TypePool.Lists)
           let token = method.Parameters.Where(parameter => parameter.Type == "CancellationToken")
           let keys = method.Parameters.Where(parameter => parameter.Type != "CancellationToken" && parameter.Default is null)
           select method with
           {
               Type = string.Format(null, result, type),
               Parameters = ParameterGen.Arrange([.. keys, new("", "", string.Format(null, list, item), "items", null),
                   .. token]),
           };

    private static Gen<IReadOnlyList<MemberSpec>> Batched()
        => from single in Cached()
           from item in TypeGen.Key()
           from hasResult in Gen.Choose(0, 2)
           from type in TypeGen.Key()
           from shape in Gen.Elements("Task", "ValueTask")
           from list in Gen.Elements(TypePool.Lists)
           from attributes in AspectGen.OfBatched("PutMany")
           let scope = single.Parameters.Where(parameter => parameter.Default is null && parameter.Name != "item").Take(1)
           let one = new MemberSpec(hasResult > 0 ? $"{shape}<{type}>" : shape, "Put")
           {
               Attributes = hasResult > 0 ? attributes : attributes.Remove("Cached"),
               Parameters = [.. scope, new("", "", item, "item", null)],
           }
           let all = new MemberSpec(hasResult > 0 ? $"{shape}<IReadOnlyList<{type}>>" : shape, "PutMany")
           {
               Parameters = [.. scope, new("", "", string.Format(null, list, item), "all", null)],
           }
           select (IReadOnlyList<MemberSpec>)[one, all];

    private static Gen<MemberSpec> Property(IReadOnlyList<TypeParameterSpec> scope)
        => from accessors in Gen.Elements("get;", "get; set;", "set;", "get; init;", "[Monitored] get; [Obsolete] set;", "init;",
            "get => default!; private set { }")
           from reference in accessors == "get;" ? Gen.Elements("", "", "ref ", "ref readonly ") : Gen.Constant("")
           from type in TypeGen.Any(scope, accessors == "get;" && reference.Length == 0 ? "out " : "")
           from name in Gen.Elements(Words.Members)
           from others in AspectGen.Other()
           from annotated in Gen.Frequency((8, Gen.Constant("")), (1, Gen.Elements("AllowNull", "MaybeNull", "DisallowNull")))
           select new MemberSpec(reference + type, name)
           {
               Brackets = "",
               Tail = $" {{ {accessors} }}",
               Attributes = annotated.Length == 0 ? others : others.Add(annotated),
           };

    private static Gen<MemberSpec> Indexer(IReadOnlyList<TypeParameterSpec> scope)
        => from property in Property(scope)
           from parameters in ParameterGen.OfIndexer(scope.Where(parameter => parameter.Variance.Length == 0).ToList())
           from name in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Constant("IndexerName(\"Entry\")")))
           select property with
           {
               Name = "this",
               Brackets = "[]",
               Parameters = parameters,
               Attributes = name.Length == 0 ? property.Attributes : property.Attributes.Add(name),
           };

    private static Gen<MemberSpec> Event(IReadOnlyList<TypeParameterSpec> scope)
        => from type in Gen.Elements(
               ["EventHandler", "EventHandler?", "Action", "Action<int>?", "Handler", "PropertyChangedEventHandler?",
               .. scope.Where(parameter => !parameter.IsBareOnly).Select(parameter => $"Action<{parameter.Name}>?")])
           from name in Gen.Elements(Words.Members)
           select new MemberSpec(type, name) { Modifiers = "event ", Brackets = "" };

    private static Gen<MemberSpec> Pointer()
        => from type in Gen.Elements(TypePool.Pointers)
           from result in Gen.Elements(["void", "int", .. TypePool.Pointers])
           from name in Gen.Elements(Words.Members)
           from aspects in AspectGen.Any()
           from isProperty in Gen.Choose(0, 3)
           select isProperty == 0
               ? new MemberSpec(type, name) { Modifiers = Unsafe, Brackets = "", Tail = " { get; set; }" }
               : new MemberSpec(result, name)
               {
                   Modifiers = Unsafe,
                   Parameters = [new("", "", type, "from", null), new("", "", "int", "count", "1")],
                   Attributes = aspects,
               };

    private static Gen<MemberSpec> Helper()
        => Gen.Elements(Helpers).Select(text => new MemberSpec(text, "") { Brackets = "", Tail = "" });

    // A default member: with a body, so that the decorator has to prefer the inner store's.
    private static Gen<MemberSpec> Default(IReadOnlyList<TypeParameterSpec> scope)
        => from method in Method(scope)
           let isReference = method.Type.StartsWith("ref ", StringComparison.Ordinal)
               || method.Type.StartsWith("Task", StringComparison.Ordinal)
           let hasOut = method.Parameters.Any(parameter => parameter.Modifier == "out ")
           select method with { Tail = isReference || hasOut ? " => throw null!;" : method.Type == "void" ? " { }"
               : " => default!;" };

    // A parameter may not have the name of a type parameter.
    private static ParameterSpec Rename(ParameterSpec parameter, List<TypeParameterSpec> scope)
        => scope.Any(type => type.Name == parameter.Name) ? parameter with { Name = parameter.Name + "0" } : parameter;

    private static Gen<IReadOnlyList<MemberSpec>> One(Gen<MemberSpec> member)
        => member.Select(one => (IReadOnlyList<MemberSpec>)[one]);
}
