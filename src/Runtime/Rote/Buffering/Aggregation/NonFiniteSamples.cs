namespace Rote.Buffering;

/// <summary>What becomes of samples that are not a number, or infinite: one would spoil all of its bucket.</summary>
public enum NonFiniteSamples
{
    /// <summary>The call that brings one fails with an <see cref="ArgumentOutOfRangeException"/>.</summary>
    Refuse,

    /// <summary>They are left out and counted (<see cref="AggregationStatistics.NonFiniteSamples"/>).</summary>
    Count,
}
