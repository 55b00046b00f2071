using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rote.Analyzers.Dataflow;

/// <summary>Whether each iteration is a transaction of its own.</summary>
internal static class Transactions
{
    /// <summary>
    /// Whether a region begins a transaction in each iteration, so that one element is to fail without the others.
    /// </summary>
    public static bool ArePerIteration(LoopRegion region)
        => region.Body.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>()
            .Any(variable => IsTransaction(variable.Symbol.Type));

    private static bool IsTransaction(ITypeSymbol type)
        => IsNamedSo(type) && type.AllInterfaces.Any(candidate => candidate.Name is "IDisposable" or "IAsyncDisposable");

    private static bool IsNamedSo(ITypeSymbol type)
        => type.Name.EndsWith("Transaction", StringComparison.Ordinal)
            || type.Name.EndsWith("TransactionScope", StringComparison.Ordinal);
}
