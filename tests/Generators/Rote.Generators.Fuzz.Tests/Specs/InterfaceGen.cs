using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Random interfaces: alone, nested, inheriting, and of confusable names.</summary>
internal static class InterfaceGen
{
    private const int MostMembers = 4;
    private const int MostAdded = 2;
    private const int MostConfusable = 10;
    private const string Touch = "Touch";

    private static readonly string[] PlatformBases =
    [
        "IDisposable", "IAsyncDisposable", "IComparable<string>", "IEquatable<int>", "IEnumerable<int>", "IReadOnlyList<string>",
        "IProgress<int>", "INotifyPropertyChanged", "IObservable<int>", "ICloneable", "IFormattable", "IAsyncEnumerable<int>",
        "IComparer<string>",
        "IList<int>", "IReadOnlyDictionary<string, int>", "ICollection<Point>", "IAsyncDisposable, IDisposable",
        "IServiceProvider",
        "IEnumerator<int>", "ISet<int>",
    ];

    private static readonly string[] Surroundings =
    [
        "public static class Outer", "public class Generic<TOuter>", "internal static class Hidden",
        "public struct Frame<TItem> where TItem : struct",
        "public partial interface IOuter", "public class Keyed<@in> where @in : class, new()", "public record class @event",
    ];

    /// <summary>Interfaces that are compiled together.</summary>
    public static Gen<BatchSpec> Batch(int families)
        => Family().ListOf(families).Select(list => new BatchSpec([.. list]));

    private static Gen<FamilySpec> Family()
        => from interfaces in Gen.Frequency((6, Single()), (2, Diamond()), (1, Confusable()), (1, Nested()))
           from isNullable in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
           select new FamilySpec(interfaces, isNullable);

    private static Gen<InterfaceSpec> Interface()
        => from name in Gen.Elements(Words.Interfaces)
           from space in Gen.Frequency((3, Gen.Constant("")), (1, Gen.Elements(Words.Namespaces)))
           from parameters in Gen.Frequency(
               (2, Gen.Constant(ImmutableList<TypeParameterSpec>.Empty)), (1, MemberGen.TypeParameters(3, isVariant: true)))
           from members in Members(parameters)
           from bases in Gen.Frequency((4, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>(PlatformBases)))
           from access in Gen.Frequency((5, Gen.Constant("public")), (1, Gen.Constant("internal")))
           from parts in Gen.Frequency((6, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
           from attributes in Gen.Frequency(
               (12, Gen.Constant(ImmutableList<string>.Empty)),
               (3, Gen.Elements("Pooled", "OpenedLazily", "Pooled, OpenedLazily")
                   .Select(attribute => ImmutableList.Create(attribute))),
               (1, Gen.Elements(
                   "Obsolete", "Obsolete(\"Gone.\", true)", "EditorBrowsable(EditorBrowsableState.Never)",
                   "Experimental(\"FUZZ001\")",
                   "CLSCompliant(false)").Select(attribute => ImmutableList.Create(attribute))))
           select new InterfaceSpec(name)
           {
               Namespace = space,
               TypeParameters = parameters,
               Members = members,
               Bases = bases is null ? [] : [bases],
               Access = access,
               Parts = parts,
               Attributes = attributes,
           };

    private static Gen<ImmutableList<MemberSpec>> Members(IReadOnlyList<TypeParameterSpec> scope)
        => from count in Gen.Choose(1, MostMembers)
           from members in MemberGen.Any(scope).ListOf(count)
           select WithAspect(Distinct(members.SelectMany(member => member), scope));

    private static Gen<ImmutableList<InterfaceSpec>> Single() => Interface().Select(one => ImmutableList.Create(one));

    private static Gen<ImmutableList<InterfaceSpec>> Nested()
        => from one in Interface()
           from around in Gen.SubListOf(Surroundings)
           let outside = around.Take(2).ToImmutableList()
           select ImmutableList.Create(one with { Around = outside, Parts = 1,
               TypeParameters = Without(one.TypeParameters, outside) });

    // No two type parameters of one name: such an interface has no decorator, and a warning of the compiler's.
    private static ImmutableList<TypeParameterSpec> Without(ImmutableList<TypeParameterSpec> parameters,
        ImmutableList<string> around)
        => around.Any(text => text.Contains("@in", StringComparison.Ordinal))
            ? parameters.RemoveAll(parameter => parameter.Name == "@in")
            : parameters;

    // Root, Left : Root, Right : Root, Bottom : Left, Right; members of the root are declared again on the way.
    private static Gen<ImmutableList<InterfaceSpec>> Diamond()
        => from root in Interface()
           from left in Interface()
           from right in Interface()
           from bottom in Interface()
           from again in Redeclaring.Of(root).Three()
           let inherited = "IRoot"
               + TypeParameterSpec.List([.. root.TypeParameters.Select(parameter => parameter with { Variance = "" })])
           let arguments = root.TypeParameters
           select ImmutableList.Create(
               root with { Name = "IRoot", Namespace = "", Access = "public", Attributes = [] },
               Derive(left, "ILeft", [inherited], arguments, again.Item1),
               Derive(right, "IRight", [inherited], arguments, again.Item2),
               Derive(bottom, "IBottom", [Named("ILeft", arguments), Named("IRight", arguments)], arguments, again.Item3));

    private static InterfaceSpec Derive(
        InterfaceSpec draft,
        string name,
        ImmutableList<string> bases,
        ImmutableList<TypeParameterSpec> parameters,
        IEnumerable<MemberSpec> again)
        => draft with
        {
            Name = name,
            Namespace = "",
            Access = "public",
            Attributes = [],
            Bases = bases.AddRange(draft.Bases),
            TypeParameters = [.. parameters.Select(parameter => parameter with { Variance = "" })],
            Members = WithAspect(Distinct(again.Concat(draft.Members.Where(member => !Mentions(member, draft)).Take(MostAdded)),
                parameters)),
        };

    private static string Named(string name, IEnumerable<TypeParameterSpec> parameters)
        => name + TypeParameterSpec.List([.. parameters.Select(parameter => parameter with { Variance = "" })]);

    private static bool Mentions(MemberSpec member, InterfaceSpec type)
        => type.TypeParameters.Any(parameter => member.ToString().Contains(parameter.Name, StringComparison.Ordinal));

    // Interfaces whose decorators or files would be named alike.
    private static Gen<ImmutableList<InterfaceSpec>> Confusable()
        => from members in Few()
           from names in Gen.SubListOf("IStore", "Store", "ISTORE", "IStore<T>", "IStore<T, TOther>", "Istore", "istore",
               "IStoreDecorator", "IStore_1", "ISTORE_2")
           from spaces in Gen.SubListOf("", "A", "a", "A.B", "A.b", "IStore")
           from isNested in Gen.Choose(0, 1)
           let declared = from space in spaces.Append("Z") from name in names.Append("I") select (space, name)
           select declared.Take(MostConfusable)
               .Select(one => new InterfaceSpec(one.name) { Namespace = one.space, Members = members })
               .Append(new InterfaceSpec("Tore") { Around = isNested == 0 ? [] : ["public static class IS"], Members = members })
               .ToImmutableList();

    // Few: what is in question are names.
    private static Gen<ImmutableList<MemberSpec>> Few()
        => MemberGen.Any([]).Select(members => WithAspect(Distinct(members, [])));

    private static IEnumerable<MemberSpec> Distinct(IEnumerable<MemberSpec> members, IReadOnlyList<TypeParameterSpec> scope)
    {
        var kept = members
            .Where(member => member.Name != Touch && scope.All(parameter => parameter.Name != member.Name))
            .DistinctBy(member => member.Identity)
            .ToList();
        var others = kept.Where(member => member.Brackets != "()").Select(member
            => member.Name).ToHashSet(StringComparer.Ordinal);
        var indexer = kept.FirstOrDefault(member => member.Brackets == "[]");
        return kept
            .Where(member => member.Brackets != "()" || !others.Contains(member.Name))
            .Where(member => member.Brackets != "[]" || ReferenceEquals(member, indexer))
            .Where(member => member.Brackets.Length > 0 || member.Name.Length == 0
                || kept.First(other => other.Name == member.Name) == member);
    }

    private static ImmutableList<MemberSpec> WithAspect(IEnumerable<MemberSpec> members)
        => [.. members, new("void", Touch) { Attributes = ["Monitored"] }];
}
