namespace Rote.Bench.Policies;

/// <summary>A bounded cache that is asked for keys and decides which it keeps.</summary>
internal interface IReplacementPolicy
{
    /// <summary>Asks for a key; a miss brings it in.</summary>
    /// <param name="key">Number of the key, from 0 to the trace's count of keys.</param>
    /// <returns>Whether it was a hit.</returns>
    bool Request(int key);
}
