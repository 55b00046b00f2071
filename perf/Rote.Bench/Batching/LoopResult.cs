namespace Rote.Bench.Batching;

/// <summary>What a closed loop has done.</summary>
/// <param name="Calls">Calls made.</param>
/// <param name="Time">In this time.</param>
/// <param name="Bytes">With so many bytes allocated by the whole process.</param>
internal sealed record LoopResult(long Calls, TimeSpan Time, long Bytes)
{
    public double CallsPerSecond => Calls / Time.TotalSeconds;

    public double BytesPerCall => (double)Bytes / Calls;
}
