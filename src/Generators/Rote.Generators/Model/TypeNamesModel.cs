namespace Rote.Generators.Model;

/// <summary>Names that the emitter uses, none of which clashes with a member or parameter of the interface.</summary>
/// <param name="Decorator">The decorator class.</param>
/// <param name="Extensions">The static class with <c>Decorate</c>.</param>
/// <param name="Registration">The file-local class that announces the decorator.</param>
/// <param name="Inner">Field of the inner store.</param>
/// <param name="Context">Field of the decorator's context.</param>
/// <param name="Asked">Method that gives a store for a call, and counts it; empty in a class that only passes calls on.</param>
internal sealed record TypeNamesModel(
    string Decorator, string Extensions, string Registration, string Inner, string Context, string Asked);
