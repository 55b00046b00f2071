namespace Rote.Generators.Model;

/// <summary>A type parameter.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Attributes">Attributes it takes over, ready to stand before the name; empty where there are none.</param>
/// <param name="Constraints">Its <c>where</c> clause; empty where it is not constrained.</param>
/// <param name="ExplicitConstraints">The clause that an explicit implementation repeats so that <c>T?</c> keeps its meaning.</param>
internal sealed record TypeParameterModel(string Name, string Attributes, string Constraints, string ExplicitConstraints);
