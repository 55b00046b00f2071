using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Stores;

/// <summary>
/// What a compilation knows about stores: the attributes it can see, and which members belong to an annotated interface.
/// </summary>
/// <remarks>One per compilation. Thread-safe: answers are computed at most a few times and then remembered.</remarks>
internal sealed class StoreSymbols
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _annotated = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> _declarations = new(SymbolEqualityComparer.Default);
    private readonly ImmutableArray<INamedTypeSymbol> _aspects;

    private StoreSymbols(Compilation compilation, ImmutableArray<INamedTypeSymbol> aspects)
    {
        _aspects = aspects;
        Cached = compilation.GetTypeByMetadataName(KnownAttributes.Cached);
        Batched = compilation.GetTypeByMetadataName(KnownAttributes.Batched);
        Invalidates = compilation.GetTypeByMetadataName(KnownAttributes.Invalidates);
    }

    public INamedTypeSymbol? Cached { get; }

    public INamedTypeSymbol? Batched { get; }

    public INamedTypeSymbol? Invalidates { get; }

    /// <summary>The symbols of a compilation, or nothing where it does not see the toolkit.</summary>
    public static StoreSymbols? TryCreate(Compilation compilation)
    {
        string[] names =
        [
            KnownAttributes.Cached,
            KnownAttributes.Batched,
            KnownAttributes.Invalidates,
            KnownAttributes.Monitored,
        ];
        var aspects = names.Select(compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>().ToImmutableArray();
        return aspects.IsEmpty ? null : new(compilation, aspects);
    }

    /// <summary>
    /// The store member that a call reaches: the called interface method, or the one its class implements. Nothing where the
    /// interface carries no aspect or the result is not awaitable.
    /// </summary>
    /// <param name="called">The method that the call names.</param>
    /// <param name="receiver">The static type of the receiver, whose interface may be the annotated one.</param>
    public IMethodSymbol? FindStoreMember(IMethodSymbol called, ITypeSymbol? receiver)
    {
        if (called.IsStatic || called.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
        {
            return null;
        }

        var member = _declarations.GetOrAdd(called, FindDeclaration);
        return member is null && called.ContainingType?.TypeKind == TypeKind.Interface && IsAnnotatedThrough(receiver, called)
            ? called
            : member;
    }

    /// <summary>Whether an attribute of the given class stands on a member.</summary>
    public static bool Has(ISymbol member, INamedTypeSymbol? attribute) => Find(member, attribute) is not null;

    /// <summary>The attribute of the given class on a member, or nothing.</summary>
    public static AttributeData? Find(ISymbol member, INamedTypeSymbol? attribute)
    {
        if (attribute is null)
        {
            return null;
        }

        foreach (var data in member.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute))
            {
                return data;
            }
        }

        return null;
    }

    /// <summary>The interfaces through which a receiver's members may be reached.</summary>
    public static IEnumerable<INamedTypeSymbol> InterfacesOf(ITypeSymbol receiver) => receiver switch
    {
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.OfType<INamedTypeSymbol>(),
        INamedTypeSymbol { TypeKind: TypeKind.Interface } type => [type],
        _ => receiver.AllInterfaces,
    };

    private IMethodSymbol? FindDeclaration(IMethodSymbol called)
    {
        if (!Awaitables.IsAwaitableOrStream(called.ReturnType) || called.ContainingType is not { } type)
        {
            return null;
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            return IsAnnotated(type) ? called : null;
        }

        for (var method = called; method is not null; method = method.OverriddenMethod)
        {
            if (FindImplemented(method) is { } implemented)
            {
                return implemented;
            }
        }

        return null;
    }

    private IMethodSymbol? FindImplemented(IMethodSymbol method)
    {
        foreach (var candidate in method.ContainingType.AllInterfaces)
        {
            if (!IsAnnotated(candidate))
            {
                continue;
            }

            foreach (var member in candidate.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                var implementation = method.ContainingType.FindImplementationForInterfaceMember(member);
                if (SymbolEqualityComparer.Default.Equals(implementation, method.OriginalDefinition)
                    || SymbolEqualityComparer.Default.Equals(implementation, method))
                {
                    return member;
                }
            }
        }

        return null;
    }

    private bool IsAnnotatedThrough(ITypeSymbol? receiver, IMethodSymbol called)
        => receiver is not null
            && Awaitables.IsAwaitableOrStream(called.ReturnType)
            && InterfacesOf(receiver).Any(type => IsAnnotated(type)
                && type.AllInterfaces.Contains(called.ContainingType, SymbolEqualityComparer.Default));

    private bool IsAnnotated(INamedTypeSymbol type)
        => _annotated.GetOrAdd(type.OriginalDefinition, definition =>
            HasAspect(definition) || definition.AllInterfaces.Any(HasAspect));

    private bool HasAspect(INamedTypeSymbol definition)
    {
        foreach (var member in definition.GetMembers())
        {
            foreach (var attribute in member.GetAttributes())
            {
                if (attribute.AttributeClass is { } type && _aspects.Contains(type, SymbolEqualityComparer.Default))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
