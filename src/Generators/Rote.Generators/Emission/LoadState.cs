using Rote.Generators.Model;

namespace Rote.Generators.Emission;

/// <summary>What a static lambda is given instead of capturing it: the decorator and the parameters it needs.</summary>
internal sealed class LoadState(LocalNames names, IReadOnlyList<ParameterModel> parameters)
{
    /// <summary>Names that a tuple's elements cannot have.</summary>
    private static readonly HashSet<string> Taken =
        new(["Rest", "CompareTo", "Deconstruct", "Equals", "GetHashCode", "ToString"], StringComparer.Ordinal);

    /// <summary>The parameters.</summary>
    public IReadOnlyList<ParameterModel> Parameters => parameters;

    /// <summary>The state as an argument.</summary>
    public string Expression
        => parameters.Count == 0
            ? "this"
            : $"({names.Self}: this, {string.Join(", ", parameters.Select(parameter => parameter.Name))})";

    /// <summary>The lambda's parameter.</summary>
    public string Name => parameters.Count == 0 ? names.Self : names.State;

    /// <summary>What stands before members of the decorator inside the lambda.</summary>
    public string Self => parameters.Count == 0 ? $"{names.Self}." : $"{names.State}.{names.Self}.";

    /// <summary>A parameter inside the lambda.</summary>
    public string Access(ParameterModel parameter)
    {
        var place = 0;
        while (parameters[place].Name != parameter.Name)
        {
            place++;
        }

        return $"{names.State}.{ElementName(parameter, place + 1)}{parameter.Forgiveness}";
    }

    /// <summary>The name of the element of a tuple that a parameter of that name makes, at a place from 0.</summary>
    public static string ElementName(ParameterModel parameter, int place)
    {
        var isTaken = Taken.Contains(parameter.Name) || parameter.Name.StartsWith("Item", StringComparison.Ordinal);
        return isTaken ? $"Item{Shared.Literals.Number(place + 1)}" : parameter.Name;
    }
}
