using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>The list of a method whose items are cached one by one.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Item">The type of its items.</param>
/// <param name="Kind">The type of the list.</param>
/// <param name="ResultKind">The type of the result list; <see cref="ListKind.None"/> where it is a dictionary.</param>
/// <param name="DictionaryKind">The type of the result dictionary; <see cref="DictionaryKind.None"/> where it is a list.</param>
internal sealed record CachedListModel(
    int Parameter, string Item, ListKind Kind, ListKind ResultKind, DictionaryKind DictionaryKind);
