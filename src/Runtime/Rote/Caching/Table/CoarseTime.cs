namespace Rote.Caching;

/// <summary>Milliseconds in units of 64, which fit into half a word for eight years.</summary>
internal static class CoarseTime
{
    /// <summary>Where the units end; also: nobody has kept the time.</summary>
    public const uint End = uint.MaxValue;

    private const int Shift = 6;

    /// <summary>The unit that a time is in. Two times whose units differ are in the same order as these.</summary>
    public static uint Of(long milliseconds)
        => milliseconds <= 0 ? 0 : (uint)Math.Min((ulong)milliseconds >> Shift, End);
}
