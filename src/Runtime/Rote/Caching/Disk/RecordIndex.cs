namespace Rote.Caching;

/// <summary>Which record of which file answers for a key. Its lock is a leaf: nothing is called while it is held.</summary>
internal sealed class RecordIndex(RecordFile file, Dictionary<ulong, RecordLocation> locations)
{
    private readonly Lock _gate = new();
    private RecordFile _file = file;
    private Dictionary<ulong, RecordLocation> _locations = locations;

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
            for (int i = 0; i < hashes.Length; i++)
            {
                bool isLive = _locations.TryGetValue(hashes[i], out RecordLocation location) && location.ExpiresAt > now;
                locations[i] = isLive ? location : default;
            }

            _file.Enter();
            return _file;
        }
    }

    public void Set(ulong hash, in RecordLocation location)
    {
        lock (_gate)
        {
            _locations[hash] = location;
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

    /// <summary>The keys that have a value, the oldest record first.</summary>
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

        live.Sort(static (left, right) => left.Value.Position.CompareTo(right.Value.Position));
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
        }

        old.Leave();
    }
}
