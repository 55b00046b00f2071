namespace Rote.Generators.Fuzz.Tests.Playing;

/// <summary>What one step left behind.</summary>
/// <param name="Seen">The calls that the recording implementation saw, with their arguments.</param>
/// <param name="Got">What the caller got: references written, results, exceptions.</param>
public sealed record Trace(IReadOnlyList<string> Seen, IReadOnlyList<string> Got)
{
    /// <inheritdoc/>
    public override string ToString() => $"saw [{string.Join("; ", Seen)}], gave [{string.Join("; ", Got)}]";

    /// <summary>The same with calls that are made again and again told once.</summary>
    public Trace Once() => this with { Seen = [.. Seen.Where((call, index) => index == 0 || call != Seen[index - 1])] };

    /// <summary>Whether calls and outcome are the same.</summary>
    public bool IsSame(Trace other) => Seen.SequenceEqual(other.Seen) && IsSameOutcome(other);

    /// <summary>Whether the caller got the same.</summary>
    public bool IsSameOutcome(Trace other) => Got.SequenceEqual(other.Got);
}
