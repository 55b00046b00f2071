using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>A bulk method that takes several arguments of its single-item method item by item.</summary>
/// <param name="Bulk">The bulk method.</param>
/// <param name="ItemIndexes">The parameters of the single method that together are an item, in their order.</param>
/// <param name="BulkIndexes">
/// For each parameter of the single method, its place in the bulk method; -1 for a token that has none.
/// </param>
/// <param name="Tuple">
/// What one collection holds, where items travel as tuples; <see langword="null"/>: each part of an item has a list of its own.
/// </param>
/// <remarks>Lives inside one analysis. It holds symbols, so it is never part of a generator's model.</remarks>
internal sealed record AlignedSibling(
    IMethodSymbol Bulk, ImmutableArray<int> ItemIndexes, ImmutableArray<int> BulkIndexes, INamedTypeSymbol? Tuple);
