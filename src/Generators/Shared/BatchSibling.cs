using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>A bulk method, and how a call of its single-item method becomes a call of it.</summary>
/// <param name="Bulk">The bulk method.</param>
/// <param name="ItemIndex">The parameter of the single method whose argument becomes one of the collection.</param>
/// <param name="BulkIndexes">
/// For each parameter of the single method, its place in the bulk method; -1 where the bulk method has none for it.
/// </param>
/// <remarks>Lives inside one analysis. It holds symbols, so it is never part of a generator's model.</remarks>
internal sealed record BatchSibling(IMethodSymbol Bulk, int ItemIndex, ImmutableArray<int> BulkIndexes)
{
    /// <summary>Whether every argument of the single call but its token has a place in the bulk call.</summary>
    public bool CarriesEveryArgument(IMethodSymbol single)
        => single.Parameters.All(parameter => BulkIndexes[parameter.Ordinal] >= 0 || parameter.Type.IsCancellationToken());
}
