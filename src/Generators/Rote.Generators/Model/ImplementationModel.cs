using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>How a member is implemented.</summary>
/// <param name="ExplicitInterface">The interface that an explicit implementation names; <see langword="null"/> for an implicit one.</param>
/// <param name="Cast">The interface through which the inner member is addressed, where the store's own would be ambiguous.</param>
/// <param name="RefPrefix"><c>ref </c>, <c>ref readonly </c> or nothing.</param>
/// <param name="IsUnsafe">Whether pointers occur.</param>
/// <param name="Attributes">Attributes it takes over, one a line.</param>
internal sealed record ImplementationModel(
    string? ExplicitInterface, string? Cast, string RefPrefix, bool IsUnsafe, EquatableArray<string> Attributes);
