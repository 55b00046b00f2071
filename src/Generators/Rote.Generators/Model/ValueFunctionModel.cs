namespace Rote.Generators.Model;

/// <summary>A static method of the interface that a region asks about its values.</summary>
/// <param name="Method">The method, fully qualified.</param>
/// <param name="IsGuarded">Whether it takes no <see langword="null"/>, though the region may have to ask about one.</param>
/// <param name="IsExact">Whether it agrees with the region's value in every annotation within.</param>
internal sealed record ValueFunctionModel(string Method, bool IsGuarded, bool IsExact);
