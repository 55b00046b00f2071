namespace AgentMemory.Embedding;

/// <summary>A seeded hash of text, the same in every process and on every machine; string.GetHashCode is neither.</summary>
/// <remarks>FNV-1a over UTF-16 code units, so that a longer text extends the hash of a shorter one; then the finalizer of
/// MurmurHash3, because FNV leaves its low bits poorly mixed.</remarks>
internal static class StableHash
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The state before the first character.</summary>
    public static ulong Start(ulong seed) => (OffsetBasis ^ seed) * Prime;

    /// <summary>The state after one more character.</summary>
    public static ulong Append(ulong state, char character) => (state ^ character) * Prime;

    /// <summary>The hash of what was appended.</summary>
    public static ulong Finish(ulong state)
    {
        state ^= state >> 33;
        state *= 0xff51afd7ed558ccd;
        state ^= state >> 33;
        state *= 0xc4ceb9fe1a85ec53;
        return state ^ (state >> 33);
    }
}
