namespace Rote.Generators.Model;

/// <summary>A parameter of a method or indexer.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Modifier">What stands before the type in a declaration, with a space at its end: <c>scoped ref </c>.</param>
/// <param name="ArgumentModifier">What stands before the argument in a call: <c>ref </c>.</param>
/// <param name="Attributes">Attributes it takes over, with a space at their end.</param>
/// <param name="CallerInfo">Attributes that fill its default value, with a space at their end; only where it has one.</param>
/// <param name="Default">Its default value, or <see langword="null"/>.</param>
/// <param name="IsToken">Whether it is a <c>CancellationToken</c>.</param>
/// <param name="IsText">Whether it is a string.</param>
internal sealed record ParameterModel(
    string Name,
    string Type,
    string Modifier,
    string ArgumentModifier,
    string Attributes,
    string? CallerInfo,
    string? Default,
    bool IsToken,
    bool IsText)
{
    /// <summary>What stands behind its value where only the type is left of it: attributes say more about null.</summary>
    public string Forgiveness => Attributes.Length == 0 ? "" : "!";
}
