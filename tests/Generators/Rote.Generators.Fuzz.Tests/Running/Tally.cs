namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>What batches came to.</summary>
/// <param name="Families">Families that compile.</param>
/// <param name="Dropped">Families that the compiler does not accept.</param>
/// <param name="Decorators">Decorators.</param>
/// <param name="Played">Those of them whose members were called.</param>
/// <param name="Steps">Members called, each in all modes.</param>
internal sealed record Tally(int Families, int Dropped, int Decorators, int Played, int Steps)
{
    /// <summary>Both together.</summary>
    public static Tally operator +(Tally one, Tally other) => new(
        one.Families + other.Families,
        one.Dropped + other.Dropped,
        one.Decorators + other.Decorators,
        one.Played + other.Played,
        one.Steps + other.Steps);
}
