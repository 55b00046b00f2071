namespace Rote.Bench.Policies;

/// <summary>
/// Count-min sketch of 4-bit counters in four rows, halved after ten times as many additions as the cache has entries
/// (Einziger, Friedman and Manes, <i>TinyLFU</i>, 2017).
/// </summary>
internal sealed class FrequencySketch
{
    private const int Rows = 4;
    private const int MaxCount = 15;
    private const int SamplesPerEntry = 10;

    private readonly byte[][] _counters = new byte[Rows][];
    private readonly int _mask;
    private readonly int _sampleSize;
    private int _additions;

    public FrequencySketch(int capacity)
    {
        var width = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 8) * 2);
        _mask = width - 1;
        _sampleSize = SamplesPerEntry * capacity;
        for (var row = 0; row < Rows; row++)
        {
            _counters[row] = new byte[width];
        }
    }

    public int Frequency(int key)
    {
        var frequency = MaxCount;
        for (var row = 0; row < Rows; row++)
        {
            frequency = Math.Min(frequency, _counters[row][Slot(key, row)]);
        }

        return frequency;
    }

    public void Add(int key)
    {
        var added = false;
        for (var row = 0; row < Rows; row++)
        {
            ref var counter = ref _counters[row][Slot(key, row)];
            if (counter < MaxCount)
            {
                counter++;
                added = true;
            }
        }

        if (added && ++_additions == _sampleSize)
        {
            Age();
        }
    }

    private void Age()
    {
        foreach (var row in _counters)
        {
            for (var slot = 0; slot < row.Length; slot++)
            {
                row[slot] >>= 1;
            }
        }

        _additions /= 2;
    }

    // A finalizer of SplitMix64 for each row.
    private int Slot(int key, int row)
    {
        var mixed = ((ulong)key + 1) * 0x9E3779B97F4A7C15UL + (ulong)(row + 1) * 0xD1B54A32D192ED03UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return (int)(mixed >> 32) & _mask;
    }
}
