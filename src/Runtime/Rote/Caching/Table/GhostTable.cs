namespace Rote.Caching;

/// <summary>
/// The hash codes of the entries evicted last, so that one asked for again soon is known. Direct-mapped: a newer hash code may
/// push out another one, which only costs precision of the eviction.
/// </summary>
internal sealed class GhostTable
{
    private int[] _hashes = [];
    private uint[] _stamps = [];
    private uint _now;
    private uint _window;

    /// <summary>Remembers the last <paramref name="count"/> evictions from now on. Linear time where the table has to grow.</summary>
    public void Resize(int count)
    {
        _window = (uint)Math.Max(1, count);
        int size = (int)Math.Min(1 << 28, BitOperationsRoundUp(_window * 2UL));
        if (size != _hashes.Length)
        {
            _hashes = new int[size];
            _stamps = new uint[size];
            _now = _window;
        }
    }

    /// <summary>Remembers an eviction. Constant time.</summary>
    public void Add(int hash)
    {
        _now++;
        int slot = hash & (_hashes.Length - 1);
        _hashes[slot] = hash;
        _stamps[slot] = _now;
    }

    /// <summary>Forgets an eviction; says whether it was remembered. Constant time.</summary>
    public bool Remove(int hash)
    {
        int slot = hash & (_hashes.Length - 1);
        if (_hashes.Length == 0 || _hashes[slot] != hash || unchecked(_now - _stamps[slot]) >= _window)
        {
            return false;
        }

        _stamps[slot] = unchecked(_now - _window);
        return true;
    }

    private static ulong BitOperationsRoundUp(ulong value) => System.Numerics.BitOperations.RoundUpToPowerOf2(value);
}
