using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>The private method that invalidates what a buffered write made stale, once it is in the store.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">
/// For each parameter of the write: the item, a part of the partition, or, for <see cref="BulkArgumentKind.Token"/>, nothing.
/// </param>
/// <param name="Invalidates">What is stale.</param>
internal sealed record CommittedModel(string Name, EquatableArray<BulkArgumentModel> Arguments, InvalidatesModel Invalidates);
