namespace Rote.Generators.Model;

/// <summary>Names of the private methods of one method.</summary>
/// <param name="Measured">The call between two looks at the clock.</param>
/// <param name="Miss">What answers where the cache does not.</param>
/// <param name="Writing">The inner call, followed by invalidation.</param>
/// <param name="Linked">The batched call, with one token made of several; empty where it has no more than one.</param>
internal sealed record MethodNamesModel(string Measured, string Miss, string Writing, string Linked)
{
    /// <summary>The call that waits for buffered writes first; empty where it does not.</summary>
    public string Reading { get; init; } = "";

    /// <summary>Which values its tags have in a call; empty where it has none.</summary>
    public string Series { get; init; } = "";

    /// <summary>The inner call through its pipeline; empty where it has none of its own.</summary>
    public string Resilient { get; init; } = "";
}
