using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Stores;

/// <summary>How the calls of a single-item method can become one call.</summary>
internal sealed class BatchRoute(IMethodSymbol single, BatchSibling sibling)
{
    /// <summary>The single-item member, as the interface declares it.</summary>
    public IMethodSymbol Single { get; } = single;

    /// <summary>The member that takes a collection of the items.</summary>
    public IMethodSymbol Sibling { get; } = sibling.Bulk;

    /// <summary>Ordinal of the single member's parameter that the sibling takes as a collection.</summary>
    public int ItemOrdinal { get; } = sibling.ItemIndex;

    /// <summary>
    /// For each parameter of the single member, the ordinal of the sibling's parameter in its place; -1 where it has none.
    /// </summary>
    public ImmutableArray<int> ParameterMap { get; } = sibling.BulkIndexes;

    /// <summary>The sibling's parameter that takes the collection.</summary>
    public IParameterSymbol Collection => Sibling.Parameters[ParameterMap[ItemOrdinal]];
}
