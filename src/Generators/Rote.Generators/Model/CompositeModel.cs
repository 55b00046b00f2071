using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>All that is known of one interface and the composite of its stores.</summary>
/// <param name="HintName">Name of the generated file.</param>
/// <param name="Type">
/// The composite type. Of its names, the inner one is the field of the first store, and the context that of all stores.
/// </param>
/// <param name="Members">What is implemented, in the order of declaration, own members first.</param>
internal sealed record CompositeModel(string HintName, TypeModel Type, EquatableArray<CompositeMemberModel> Members);
