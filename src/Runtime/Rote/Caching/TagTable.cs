namespace Rote.Caching;

/// <summary>
/// The living generation of every tag. Tokens are held weakly: a tag that no entry or load carries costs nothing once swept.
/// </summary>
/// <remarks>
/// Thread-safe; one lock, under which no foreign code runs. Capturing and invalidating take constant time, amortised.
/// </remarks>
internal sealed class TagTable
{
    private const int SmallestSweep = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<CacheTag, WeakReference<TagToken>> _tokens = [];
    private int _sweepAt = SmallestSweep;

    /// <summary>Tags in the table, dead ones that wait for the next sweep included.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _tokens.Count;
            }
        }
    }

    /// <summary>The living tokens of <paramref name="tags"/>; of a scoped tag also that of its text alone.</summary>
    public TagToken[] Capture(ReadOnlySpan<CacheTag> tags)
    {
        int count = 0;
        foreach (CacheTag tag in tags)
        {
            tag.ThrowIfDefault(nameof(tags));
            count += tag.Scope is null ? 1 : 2;
        }

        var tokens = new TagToken[count];
        int next = 0;
        lock (_gate)
        {
            foreach (CacheTag tag in tags)
            {
                tokens[next++] = CaptureOne(tag);
                if (tag.Scope is not null)
                {
                    tokens[next++] = CaptureOne(tag.WithoutScope);
                }
            }
        }

        return tokens;
    }

    public void Invalidate(CacheTag tag)
    {
        tag.ThrowIfDefault(nameof(tag));
        lock (_gate)
        {
            if (_tokens.Remove(tag, out WeakReference<TagToken>? reference) && reference.TryGetTarget(out TagToken? token))
            {
                token.Invalidate();
            }
        }
    }

    private TagToken CaptureOne(CacheTag tag)
    {
        if (_tokens.TryGetValue(tag, out WeakReference<TagToken>? reference))
        {
            if (reference.TryGetTarget(out TagToken? living))
            {
                return living;
            }

            var reborn = new TagToken();
            reference.SetTarget(reborn);
            return reborn;
        }

        if (_tokens.Count >= _sweepAt)
        {
            Sweep();
        }

        var token = new TagToken();
        _tokens.Add(tag, new WeakReference<TagToken>(token));
        return token;
    }

    /// <summary>Runs when the table has doubled since the last time, so that each insertion pays for a constant share.</summary>
    private void Sweep()
    {
        foreach ((CacheTag tag, WeakReference<TagToken> reference) in _tokens)
        {
            if (!reference.TryGetTarget(out _))
            {
                // Removing while enumerating is allowed, and is what keeps the sweep from allocating.
                _tokens.Remove(tag);
            }
        }

        _sweepAt = Math.Max(SmallestSweep, _tokens.Count * 2);
    }
}
