namespace Rote.Generators.Model;

/// <summary>An event.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Type">What it returns or holds, fully qualified.</param>
/// <param name="Implementation">How the decorator implements it and addresses the inner one.</param>
internal sealed record EventModel(string Name, string Type, ImplementationModel Implementation)
    : MemberModel(Name, Type, Implementation);
