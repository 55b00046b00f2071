namespace Rote.Generators.Emission;

/// <summary>Writes calls that take one token where the caller gave several: each of them cancels.</summary>
internal static class LinkedTokens
{
    /// <summary>Whether there are several.</summary>
    public static bool AreNeeded(LocalNames names) => names.Tokens.Count > 1;

    /// <summary>The statement that links them for the rest of the block.</summary>
    public static string Declare(LocalNames names)
        => $"using var {names.Linked} = "
            + $"{KnownTypes.CancellationTokenSource}.CreateLinkedTokenSource({string.Join(", ", names.Tokens)});";

    /// <summary>The token that any of them cancels.</summary>
    public static string Token(LocalNames names) => $"{names.Linked}.Token";
}
