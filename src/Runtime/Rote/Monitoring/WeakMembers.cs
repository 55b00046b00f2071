namespace Rote.Monitoring;

/// <summary>What observable instruments show: held weakly, so that being shown keeps nobody alive.</summary>
/// <remarks>
/// Thread-safe; one lock, under which no other is taken and nothing of a member runs. Adding is constant time on average: those
/// that are gone are swept out when the list has doubled.
/// </remarks>
internal sealed class WeakMembers<T>
    where T : class
{
    private const int SmallestSweep = 64;

    private readonly Lock _gate = new();
    private readonly List<WeakReference<T>> _members = [];
    private int _sweepAt = SmallestSweep;

    /// <summary>How many are listed, those among them that are gone but not swept out.</summary>
    public int Listed
    {
        get
        {
            lock (_gate)
            {
                return _members.Count;
            }
        }
    }

    /// <summary>Shows one for as long as it lives.</summary>
    public void Add(T member)
    {
        lock (_gate)
        {
            if (_members.Count >= _sweepAt)
            {
                _members.RemoveAll(static reference => !reference.TryGetTarget(out _));
                _sweepAt = Math.Max(SmallestSweep, _members.Count * 2);
            }

            _members.Add(new WeakReference<T>(member));
        }
    }

    /// <summary>Shows one no more.</summary>
    public void Remove(T member)
    {
        lock (_gate)
        {
            _members.RemoveAll(reference => !reference.TryGetTarget(out T? other) || ReferenceEquals(other, member));
        }
    }

    /// <summary>Those that live, in the order in which they were added.</summary>
    public List<T> Living()
    {
        WeakReference<T>[] members;
        lock (_gate)
        {
            members = [.. _members];
        }

        var living = new List<T>(members.Length);
        foreach (WeakReference<T> reference in members)
        {
            if (reference.TryGetTarget(out T? member))
            {
                living.Add(member);
            }
        }

        return living;
    }
}
