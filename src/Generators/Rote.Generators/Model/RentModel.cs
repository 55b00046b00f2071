namespace Rote.Generators.Model;

/// <summary>A class that stands for a store which is obtained for each call.</summary>
/// <param name="Class">The class.</param>
/// <param name="Field">Its field, with the pool or the lazy store.</param>
internal sealed record RentModel(string Class, string Field);
