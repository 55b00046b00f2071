namespace Rote.Buffering;

/// <summary>A bucket of time.</summary>
/// <param name="Start">Its begin, in ticks of UTC; included.</param>
/// <param name="End">Its end, in ticks of UTC; excluded.</param>
internal readonly record struct Bucket(long Start, long End);
