using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>How a stream is made of pages.</summary>
/// <param name="Name">The page method, escaped.</param>
/// <param name="Cast">The interface through which it is called; <see langword="null"/> where it has its own name.</param>
/// <param name="Kind">How it hands a page over.</param>
/// <param name="Page">The type of a page, fully qualified.</param>
/// <param name="PageSize">The limit.</param>
/// <param name="Arguments">What it is called with.</param>
internal sealed record PagedModel(
    string Name,
    string? Cast,
    ReturnKind Kind,
    string Page,
    int PageSize,
    EquatableArray<PageArgumentModel> Arguments);
