using Microsoft.CodeAnalysis;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>What an implementation of an interface implements.</summary>
internal static class Members
{
    /// <summary>Instance members of an interface and of all it inherits that an implementation may or must write.</summary>
    public static IEnumerable<ISymbol> Of(INamedTypeSymbol type)
        => from declaring in type.AllInterfaces.Insert(0, type)
           from member in declaring.GetMembers()
           where !member.IsStatic && (member.IsAbstract || member.IsVirtual) && IsVisible(member) && !IsExplicit(member)
           where member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IEventSymbol
           select member;

    /// <summary>Whether code of the same assembly can call it.</summary>
    public static bool IsVisible(ISymbol member)
        => member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>Whether an accessor is there to be called and implemented.</summary>
    public static bool IsImplemented(IMethodSymbol? accessor)
        => accessor is not null && (accessor.IsAbstract || accessor.IsVirtual) && IsVisible(accessor);

    /// <summary>Whether a member implements one of an inherited interface.</summary>
    public static bool IsExplicit(ISymbol member) => member switch
    {
        IMethodSymbol method => !method.ExplicitInterfaceImplementations.IsEmpty,
        IPropertySymbol property => !property.ExplicitInterfaceImplementations.IsEmpty,
        IEventSymbol symbol => !symbol.ExplicitInterfaceImplementations.IsEmpty,
        _ => false,
    };

    /// <summary>Whether a member disposes of the decorator, which ends all other steps.</summary>
    public static bool IsDisposal(ISymbol member, INamedTypeSymbol type)
        => member is IMethodSymbol { Name: "Dispose" or "DisposeAsync", Parameters.Length: 0, IsGenericMethod: false }
            && type.AllInterfaces.Any(inherited => inherited.Name is "IDisposable" or "IAsyncDisposable");
}
