using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads how an interface is disposed of.</summary>
internal static class DisposalParser
{
    private const string Synchronous = "global::System.IDisposable";
    private const string Asynchronous = "global::System.IAsyncDisposable";

    /// <summary>Whether a method is <c>IDisposable.Dispose</c>, or a declaration of the interface that repeats it.</summary>
    public static bool IsSynchronous(IMethodSymbol method, INamedTypeSymbol type)
        => method is { Name: "Dispose", ReturnsVoid: true } && Inherits(type, "IDisposable");

    /// <summary>Whether a method is <c>IAsyncDisposable.DisposeAsync</c>, or a declaration of the interface that repeats it.</summary>
    public static bool IsAsynchronous(IMethodSymbol method, INamedTypeSymbol type)
        => method.Name == "DisposeAsync" && TypeFacts.ReturnKindOf(method) == ReturnKind.ValueTask && Inherits(type, "IAsyncDisposable");

    /// <summary>How the decorator of an interface disposes of the inner store.</summary>
    /// <param name="type">The interface.</param>
    /// <param name="inner">The field of the inner store.</param>
    public static DisposalModel Parse(INamedTypeSymbol type, string inner) => new(
        Inherits(type, "IDisposable") ? Receiver(type, "Dispose", Synchronous, inner) : null,
        Inherits(type, "IAsyncDisposable") ? Receiver(type, "DisposeAsync", Asynchronous, inner) : null);

    private static string Receiver(INamedTypeSymbol type, string method, string declaring, string inner)
    {
        var declarations = type.AllInterfaces.Insert(0, type).Count(candidate => !candidate.GetMembers(method).IsEmpty);
        return declarations > 1 ? $"(({declaring}){inner})" : inner;
    }

    private static bool Inherits(INamedTypeSymbol type, string disposable) => type.AllInterfaces.Any(candidate => candidate.Is("System", disposable));
}
