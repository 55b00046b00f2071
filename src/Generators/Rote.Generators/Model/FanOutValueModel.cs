namespace Rote.Generators.Model;

/// <summary>What is asked of an item.</summary>
/// <param name="Name">A member of the item, with its brackets; or a static method, fully qualified.</param>
/// <param name="IsStatic">Whether it is a static method that takes the item.</param>
internal sealed record FanOutValueModel(string Name, bool IsStatic);
