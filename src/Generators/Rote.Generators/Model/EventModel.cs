namespace Rote.Generators.Model;

/// <summary>An event.</summary>
/// <inheritdoc cref="MemberModel"/>
internal sealed record EventModel(string Name, string Type, ImplementationModel Implementation)
    : MemberModel(Name, Type, Implementation);
