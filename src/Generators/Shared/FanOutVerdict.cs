namespace Rote.Generators.Shared;

/// <summary>What <see cref="FanOutShape"/> says of a member.</summary>
/// <param name="Kind">What the composite does with it, or why there is no composite.</param>
/// <param name="Search">How its answers are merged, where they are.</param>
/// <param name="Offender">What this is about: a parameter, a name, a type. Empty where it is the member itself.</param>
internal sealed record FanOutVerdict(FanOutVerdictKind Kind, FanOutSearchShape? Search = null, string Offender = "")
{
    /// <summary>Whether a composite can have the member.</summary>
    public bool IsFollowed
        => Kind is FanOutVerdictKind.Merged or FanOutVerdictKind.First or FanOutVerdictKind.All or FanOutVerdictKind.Own;
}
