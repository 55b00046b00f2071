using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>The call of a bulk method for one batch.</summary>
/// <param name="Name">The bulk method, escaped.</param>
/// <param name="Cast">The interface through which it is addressed, where the store's own would be ambiguous.</param>
/// <param name="Arguments">What it is given.</param>
/// <param name="ItemsKind">The type of collection that it takes.</param>
/// <param name="ItemsType">That type, where an overload may take an array of items instead; otherwise nothing.</param>
/// <param name="ReturnKind">How it hands its result over.</param>
/// <param name="Answer">How it answers for each item.</param>
/// <param name="ResultKind">The type of list that it returns; <see cref="ListKind.None"/> where it returns none.</param>
/// <param name="DictionaryKind">The type of dictionary that it returns, where it does.</param>
/// <param name="IsExact">Whether item and result types agree in every annotation with those of the single method.</param>
internal sealed record BulkCallModel(
    string Name,
    string? Cast,
    EquatableArray<BulkArgumentModel> Arguments,
    ListKind ItemsKind,
    string? ItemsType,
    ReturnKind ReturnKind,
    BatchAnswerKind Answer,
    ListKind ResultKind,
    DictionaryKind DictionaryKind,
    bool IsExact);
