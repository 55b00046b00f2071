namespace Rote.Generators.Model;

/// <summary>A member of the interface.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Type">What it returns or holds, fully qualified.</param>
/// <param name="Implementation">How the decorator implements it and addresses the inner one.</param>
internal abstract record MemberModel(string Name, string Type, ImplementationModel Implementation);
