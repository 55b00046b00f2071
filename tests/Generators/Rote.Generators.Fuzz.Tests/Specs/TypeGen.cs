using FsCheck;
using FsCheck.Fluent;

namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>Random types, out of those that a place can name.</summary>
internal static class TypeGen
{
    /// <summary>A type of which a value can be passed, returned and stored.</summary>
    /// <param name="scope">The type parameters in scope.</param>
    /// <param name="variance">The variance that a type parameter may have here: <c>in </c>, <c>out </c> or none.</param>
    public static Gen<string> Any(IReadOnlyList<TypeParameterSpec> scope, string variance)
    {
        var plain = Gen.Frequency((5, Gen.Elements(TypePool.Values)), (4, Gen.Elements(TypePool.Others)));
        var named = scope.Where(parameter => !parameter.IsStackBound
            && (parameter.Variance.Length == 0 || parameter.Variance == variance))
            .ToList();
        return named.Count == 0 ? plain
            : Gen.Frequency((3, plain), (2, Gen.Elements<TypeParameterSpec>(named).SelectMany(parameter => Of(parameter))));
    }

    /// <summary>A type of a parameter that is passed by value: also one that lives on the stack.</summary>
    public static Gen<string> Passed(IReadOnlyList<TypeParameterSpec> scope)
    {
        var stackBound = scope.Where(parameter => parameter.IsStackBound).Select(parameter => parameter.Name);
        return Gen.Frequency((9, Any(scope, "in ")), (1, Gen.Elements(TypePool.StackBound.Concat(stackBound))));
    }

    /// <summary>A type of a result.</summary>
    public static Gen<string> Result(IReadOnlyList<TypeParameterSpec> scope) => Gen.Frequency(
        (2, Gen.Constant("void")),
        (4, Any(scope, "out ")),
        (1, Gen.Elements("Task", "ValueTask", "Task?", "Task<Task<int>>", "ValueTask<ValueTask<int>>", "IAsyncEnumerator<int>")),
        (3, Any(scope, "").Select(type => $"Task<{type}>")),
        (4, Any(scope, "").Select(type => $"ValueTask<{type}>")),
        (1, Any(scope, "").Select(type => $"IAsyncEnumerable<{type}>")),
        (1, Any(scope, "").Select(type => $"Task<IReadOnlyList<{type}>>?")),
        (1, Any(scope, "").SelectMany(type => Gen.Elements($"ref {type}", $"ref readonly {type}"))),
        (1, Gen.Elements(TypePool.StackBound)));

    /// <summary>A value that a key can be made of.</summary>
    public static Gen<string> Key() => Gen.Elements(TypePool.Values);

    /// <summary>A default value of a type.</summary>
    public static Gen<string> Default(string type)
        => TypePool.Defaults.TryGetValue(type, out var values) ? Gen.Elements(values) : Gen.Constant("default");

    private static Gen<string> Of(TypeParameterSpec parameter)
    {
        var name = parameter.Name;
        return parameter.IsBareOnly
            ? Gen.Elements(name, name, $"{name}?")
            : Gen.Elements(
                name, name, $"{name}?", $"{name}[]", $"List<{name}>", $"IReadOnlyList<{name}?>", $"Func<{name}, int>",
                    $"({name}, int)",
                $"Dictionary<string, {name}>");
    }
}
