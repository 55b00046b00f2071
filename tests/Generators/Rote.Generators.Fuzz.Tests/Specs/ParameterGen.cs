using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Random parameter lists.</summary>
internal static class ParameterGen
{
    private const int Most = 4;

    /// <summary>Parameters of any kind.</summary>
    public static Gen<ImmutableList<ParameterSpec>> Any(IReadOnlyList<TypeParameterSpec> scope)
        => from count in Gen.Choose(0, Most)
           from parameters in Gen.Frequency((3, Plain(scope)), (1, ByReference(scope)), (1, Optional(scope))).ListOf(count)
           from rest in Gen.Frequency((5, Gen.Constant<ParameterSpec?>(null)),
               (1, Rest(scope).Select(last => (ParameterSpec?)last)))
           select Arrange(rest is null ? parameters : [.. parameters, rest]);

    /// <summary>Parameters of an indexer.</summary>
    public static Gen<ImmutableList<ParameterSpec>> OfIndexer(IReadOnlyList<TypeParameterSpec> scope)
        => from count in Gen.Choose(1, 2)
           from parameters in Gen.Frequency((3, Plain(scope)), (1, Optional(scope))).ListOf(count)
           select Arrange(parameters);

    /// <summary>Parameters that a key can be made of, and what a key leaves out.</summary>
    public static Gen<ImmutableList<ParameterSpec>> Keys()
        => from count in Gen.Choose(0, Most - 1)
           from keys in Gen.Frequency(
               (6, Key("")), (2, Key("[Scope] ")), (1, Key("[NotInKey] ")), (1, Left("[NotInKey] ")),
                   (1, Optional([]))).ListOf(count)
           from token in Gen.Elements<ParameterSpec?>(
               null, new("", "", "CancellationToken", "ct", "default"), new("", "", "CancellationToken", "token", null))
           select Arrange(token is null ? keys : [.. keys, token]);

    /// <summary>Puts optional parameters behind the others, and gives each a name of its own.</summary>
    public static ImmutableList<ParameterSpec> Arrange(IEnumerable<ParameterSpec> parameters)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var arranged = parameters
            .OrderBy(parameter => parameter.Modifier.StartsWith("params", StringComparison.Ordinal) ? 2
                : parameter.Default is null ? 0 : 1);
        return [.. arranged.Select((parameter, index)
            => names.Add(parameter.Name) ? parameter : parameter with { Name = $"{parameter.Name}{index + 1}" })];
    }

    private static Gen<string> Name() => Gen.Elements(Words.Parameters);

    private static Gen<ParameterSpec> Plain(IReadOnlyList<TypeParameterSpec> scope)
        => from type in TypeGen.Passed(scope)
           from attributes in Gen.Frequency(
               (12, Gen.Constant("")), (1, Gen.Constant("[Scope] ")), (1, Gen.Constant("[NotInKey] ")),
                   (1, Gen.Constant("[Scope, NotInKey] ")),
               (1, Gen.Elements("[AllowNull] ", "[DisallowNull] ", "[NotNull] ", "[EditorBrowsable] ", "[Optional] ")))
           from modifier in TypePool.StackBound.Contains(type) ? Gen.Elements("", "scoped ") : Gen.Constant("")
           from name in Name()
           select new ParameterSpec(attributes == "[EditorBrowsable] " ? "" : attributes, modifier, type, name, null);

    private static Gen<ParameterSpec> ByReference(IReadOnlyList<TypeParameterSpec> scope)
        => from type in Gen.Frequency((4, TypeGen.Any(scope, "")), (1, Gen.Elements(TypePool.StackBound)))
           from modifier in Gen.Elements("ref ", "in ", "out ", "ref readonly ", "scoped ref ", "scoped in ",
               "scoped ref readonly ")
           from attribute in Gen.Frequency((8, Gen.Constant("")), (1, Gen.Elements("[Scope] ", "[NotInKey] ", "[MaybeNull] ")))
           from name in Name()
           select new ParameterSpec(attribute, modifier, type, name, null);

    private static Gen<ParameterSpec> Optional(IReadOnlyList<TypeParameterSpec> scope)
        => from type in Gen.Frequency((4, Gen.Elements(TypePool.Defaults.Keys.ToArray())), (2, TypeGen.Any(scope, "in ")))
           from value in TypeGen.Default(type)
           from modifier in Gen.Frequency((9, Gen.Constant("")), (1, Gen.Elements("in ", "ref readonly ")))
           from name in Name()
           select new ParameterSpec("", modifier, type, name, value);

    private static Gen<ParameterSpec> Rest(IReadOnlyList<TypeParameterSpec> scope)
        => from type in TypeGen.Any(scope.Where(parameter => !parameter.IsBareOnly).ToList(), "")
           from list in Gen.Elements("{0}[]", "ReadOnlySpan<{0}>", "Span<{0}>", "IReadOnlyList<{0}>", "List<{0}>",
               "IEnumerable<{0}>", "{0}[]?")
           from modifier in Gen.Frequency((6, Gen.Constant("params ")), (1, Gen.Constant("")))
           from name in Name()
           select new ParameterSpec("", modifier, string.Format(null, list, type), name, null);

    private static Gen<ParameterSpec> Key(string attributes)
        => from type in TypeGen.Key() from name in Name() select new ParameterSpec(attributes, "", type, name, null);

    private static Gen<ParameterSpec> Left(string attributes)
        => from type in Gen.Elements(TypePool.Others) from name in Name()
            select new ParameterSpec(attributes, "", type, name, null);
}
