using System.Runtime.InteropServices;
using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>Which record of which file answers for a key. Its lock is a leaf: nothing is called while it is held.</summary>
internal sealed class RecordIndex(RecordFile file, Dictionary<ulong, RecordLocation> locations)
{
    private readonly Lock _gate = new();
    private RecordFile _file = file;
    private Dictionary<ulong, RecordLocation> _locations = locations;

    // Counts look-ups since the file is in use. At its end it stays there: what is read then is of one age.
    private uint _clock;

    /// <summary>The file that is written. Only the writer replaces it.</summary>
    public RecordFile File => Volatile.Read(ref _file);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _locations.Count;
            }
        }
    }

    /// <summary>Looks keys up in one file, which the caller has to leave.</summary>
    /// <param name="hashes">The keys' hashes.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="locations">Where each record is; of length 0 where there is none.</param>
    public RecordFile Locate(ReadOnlySpan<ulong> hashes, long now, Span<RecordLocation> locations)
    {
        lock (_gate)
        {
            _clock += _clock == uint.MaxValue ? 0u : 1u;
            for (int i = 0; i < hashes.Length; i++)
            {
                ref RecordLocation location = ref CollectionsMarshal.GetValueRefOrNullRef(_locations, hashes[i]);
                if (Unsafe.IsNullRef(ref location) || location.ExpiresAt <= now)
                {
                    locations[i] = default;
                    continue;
                }

                location = location with { LastUse = _clock };
                locations[i] = location;
            }

            _file.Enter();
            return _file;
        }
    }

    /// <summary>Says where the newest record of a key is. To write it is to use it.</summary>
    public void Set(ulong hash, in RecordLocation location)
    {
        lock (_gate)
        {
            _locations[hash] = location with { LastUse = _clock };
        }
    }

    /// <summary>Hides a key from readers until it is set anew. Whether there was one.</summary>
    public bool Hide(ulong hash)
    {
        lock (_gate)
        {
            if (!_locations.TryGetValue(hash, out RecordLocation location))
            {
                return false;
            }

            _locations[hash] = location with { ExpiresAt = RecordLocation.Removed };
            return true;
        }
    }

    /// <summary>Forgets a key that is hidden: its tombstone is durable.</summary>
    public void ForgetHidden(ulong hash)
    {
        lock (_gate)
        {
            if (_locations.TryGetValue(hash, out RecordLocation location) && location.ExpiresAt == RecordLocation.Removed)
            {
                _locations.Remove(hash);
            }
        }
    }

    /// <summary>
    /// The keys that have a value; first what was neither read nor written for the longest time. Not by age: what says whether
    /// other entries are valid is written once and read with each of them.
    /// </summary>
    public List<KeyValuePair<ulong, RecordLocation>> Live(long now)
    {
        List<KeyValuePair<ulong, RecordLocation>> live;
        lock (_gate)
        {
            live = new(_locations.Count);
            foreach (KeyValuePair<ulong, RecordLocation> entry in _locations)
            {
                if (entry.Value.ExpiresAt > now)
                {
                    live.Add(entry);
                }
            }
        }

        live.Sort(static (left, right) => (left.Value.LastUse, left.Value.Position).CompareTo(
            (right.Value.LastUse, right.Value.Position)));
        return live;
    }

    /// <summary>Goes over to another file. Readers of the old one finish there.</summary>
    public void Replace(RecordFile file, Dictionary<ulong, RecordLocation> locations)
    {
        RecordFile old;
        lock (_gate)
        {
            old = _file;
            _file = file;
            _locations = locations;
            _clock = 0;
        }

        old.Leave();
    }
}
