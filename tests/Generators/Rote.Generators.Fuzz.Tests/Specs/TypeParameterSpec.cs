namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>A type parameter as it is written.</summary>
internal sealed record TypeParameterSpec(string Variance, string Name, string Constraint)
{
    /// <summary>Whether it may stand only by itself: variant ones, and those that may be a <c>ref struct</c>.</summary>
    public bool IsBareOnly => Variance.Length > 0 || IsStackBound;

    /// <summary>Whether it may be a <c>ref struct</c>.</summary>
    public bool IsStackBound => Constraint.Contains("allows", StringComparison.Ordinal);

    /// <summary>Its constraint clause.</summary>
    public string Clause => Constraint.Length == 0 ? "" : $" where {Name} : {Constraint}";

    /// <summary>A list of them in brackets, or nothing.</summary>
    public static string List(IReadOnlyCollection<TypeParameterSpec> parameters)
    {
        var names = string.Join(", ", parameters.Select(parameter => parameter.Variance + parameter.Name));
        return names.Length == 0 ? "" : $"<{names}>";
    }

    /// <summary>All their constraint clauses.</summary>
    public static string Clauses(IEnumerable<TypeParameterSpec> parameters)
        => string.Concat(parameters.Select(parameter => parameter.Clause));
}
