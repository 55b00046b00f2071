using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>A property or an indexer.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Type">What it returns or holds, fully qualified.</param>
/// <param name="Implementation">How the decorator implements it and addresses the inner one.</param>
/// <param name="Parameters">Parameters of the indexer; empty for a property.</param>
/// <param name="HasGetter">Whether it is read.</param>
/// <param name="Setter"><c>set</c>, <c>init</c>, or nothing where it is not written.</param>
/// <param name="GetterAttributes">Attributes that reading takes over.</param>
/// <param name="SetterAttributes">Attributes that writing takes over.</param>
internal sealed record PropertyModel(
    string Name,
    string Type,
    ImplementationModel Implementation,
    EquatableArray<ParameterModel> Parameters,
    bool HasGetter,
    string? Setter,
    EquatableArray<string> GetterAttributes,
    EquatableArray<string> SetterAttributes)
    : MemberModel(Name, Type, Implementation);
