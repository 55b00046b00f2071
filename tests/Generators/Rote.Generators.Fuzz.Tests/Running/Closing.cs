using Microsoft.CodeAnalysis;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>Finds type arguments that satisfy constraints.</summary>
internal sealed class Closing
{
    private readonly IReadOnlyList<INamedTypeSymbol> _candidates;

    public Closing(Compilation compilation)
    {
        INamedTypeSymbol Find(string name) => compilation.GetTypeByMetadataName(name)
            ?? throw new InvalidOperationException($"{name} is not there.");
        const string Playing = "Rote.Generators.Fuzz.Tests.Playing.";
        _candidates =
        [
            Find("System.Int32"), Find("System.String"), Find(Playing + "Mutable"), Find(Playing + "Memo"),
                Find(Playing + "Level"),
            Find("System.Action"), Find(Playing + "Note"), Find("System.Object"), Find("System.Collections.Generic.List`1"),
        ];
    }

    /// <summary>An interface with type arguments, or nothing where none fit.</summary>
    public INamedTypeSymbol? Close(INamedTypeSymbol type)
    {
        var outer = type.ContainingType is null ? null : Close(type.ContainingType);
        if (type.ContainingType is not null && outer is null)
        {
            return null;
        }

        var inside = outer?.GetTypeMembers(type.Name, type.Arity).Single() ?? type;
        return type.Arity == 0 ? inside
            : Choose(type.TypeParameters) is { } arguments ? inside.Construct([.. arguments])
            : null;
    }

    /// <summary>Type arguments of a method, or nothing where none fit.</summary>
    public IMethodSymbol? Close(IMethodSymbol method)
        => !method.IsGenericMethod ? method
            : Choose(method.TypeParameters) is { } arguments ? method.Construct([.. arguments])
            : null;

    private List<ITypeSymbol>? Choose(IReadOnlyList<ITypeParameterSymbol> parameters)
    {
        var chosen = new List<ITypeSymbol>();
        foreach (var parameter in parameters)
        {
            var fitting = Candidates(parameter, parameters, chosen).FirstOrDefault(type
                => Fits(type, parameter, parameters, chosen));
            if (fitting is null)
            {
                return null;
            }

            chosen.Add(fitting);
        }

        return chosen;
    }

    private IEnumerable<ITypeSymbol> Candidates(
        ITypeParameterSymbol parameter, IReadOnlyList<ITypeParameterSymbol> parameters, List<ITypeSymbol> chosen)
    {
        var list = _candidates[^1];
        var items = parameter.ConstraintTypes.OfType<INamedTypeSymbol>().Where(type => type.TypeArguments.Length == 1)
            .Select(type => Substitute(type.TypeArguments[0], parameter, null, parameters, chosen)).OfType<ITypeSymbol>();
        return chosen.Concat(_candidates.Take(_candidates.Count - 1)).Concat(items.Select(item => list.Construct(item)));
    }

    private static bool Fits(
        ITypeSymbol type, ITypeParameterSymbol parameter, IReadOnlyList<ITypeParameterSymbol> parameters,
            List<ITypeSymbol> chosen)
        => (!parameter.HasReferenceTypeConstraint || type.IsReferenceType)
            && (!parameter.HasValueTypeConstraint || type.IsValueType)
            && (!parameter.HasUnmanagedTypeConstraint || type.IsUnmanagedType)
            && (!parameter.HasConstructorConstraint || type.IsValueType || HasConstructor(type))
            && parameter.ConstraintTypes.All(constraint
                => Substitute(constraint, parameter, type, parameters, chosen) is { } wanted && Converts(type, wanted));

    private static bool HasConstructor(ITypeSymbol type) => type is INamedTypeSymbol { IsAbstract: false } named
        && named.InstanceConstructors.Any(constructor
            => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public);

    private static bool Converts(ITypeSymbol type, ITypeSymbol wanted)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, wanted))
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(inherited => SymbolEqualityComparer.Default.Equals(inherited, wanted));
    }

    // The constraint with the type arguments chosen so far; nothing where it needs one that is not chosen yet.
    private static ITypeSymbol? Substitute(
        ITypeSymbol constraint,
        ITypeParameterSymbol parameter,
        ITypeSymbol? type,
        IReadOnlyList<ITypeParameterSymbol> parameters,
        List<ITypeSymbol> chosen)
    {
        if (constraint is ITypeParameterSymbol used)
        {
            var index = parameters.TakeWhile(candidate => candidate.Name != used.Name).Count();
            return used.Name == parameter.Name ? type : index < chosen.Count ? chosen[index] : null;
        }

        if (constraint is not INamedTypeSymbol { Arity: > 0 } named)
        {
            return constraint;
        }

        var arguments = named.TypeArguments.Select(argument
            => Substitute(argument, parameter, type, parameters, chosen)).ToList();
        return arguments.Contains(null) ? null : named.ConstructedFrom.Construct([.. arguments.OfType<ITypeSymbol>()]);
    }
}
