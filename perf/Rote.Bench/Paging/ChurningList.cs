using Rote.Paging;

namespace Rote.Bench.Paging;

/// <summary>
/// A list of items that stay, with equal times in great numbers, and of others that a thread inserts and deletes without a pause.
/// </summary>
internal sealed class ChurningList
{
    private const int ItemsOfATime = 10_000;
    private const int ChurningItems = 10_000;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Cursor<DateTimeOffset, long> End = new(DateTimeOffset.MaxValue, long.MaxValue);

    private readonly Lock _gate = new();
    private readonly SortedSet<Cursor<DateTimeOffset, long>> _items;
    private readonly CursorCodec<DateTimeOffset, long> _cursors;
    private readonly List<WeakReference> _pages = [];
    private readonly int _stable;
    private readonly Random _random = new(1);

    public ChurningList(int stable)
    {
        _stable = stable;
        _items = [.. Enumerable.Range(0, stable).Select(number => At(2L * number))];
        var options = new CursorOptions { Keys = { new CursorKey(1, new byte[CursorKey.MinSecretBytes]) } };
        _cursors = new(options);
    }

    /// <summary>Writes so far.</summary>
    public long Writes { get; private set; }

    /// <summary>Pages that something still holds.</summary>
    public int PagesAlive
    {
        get
        {
            lock (_gate)
            {
                return _pages.Count(page => page.IsAlive);
            }
        }
    }

    /// <summary>Whether an item is one of those that stay.</summary>
    public static bool IsStable(Cursor<DateTimeOffset, long> item) => item.Id % 2 == 0;

    public ValueTask<Page<Cursor<DateTimeOffset, long>>> ReadAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var after = _cursors.Decode(cursor, "ann");
        lock (_gate)
        {
            var rest = after is { } from ? _items.GetViewBetween(from, End).SkipWhile(item => item <= from) : _items;
            var page = _cursors.ToPage([.. rest.Take(limit + 1)], limit, item => item, "ann");
            _pages.Add(new WeakReference(page));
            return new(page);
        }
    }

    /// <summary>Inserts and deletes until it is told to stop.</summary>
    public void Churn(CancellationToken stop)
    {
        var inserted = new Queue<Cursor<DateTimeOffset, long>>();
        while (!stop.IsCancellationRequested)
        {
            lock (_gate)
            {
                var item = At((2 * _random.NextInt64(_stable)) + 1);
                if (_items.Add(item))
                {
                    inserted.Enqueue(item);
                }

                if (inserted.Count > ChurningItems)
                {
                    _items.Remove(inserted.Dequeue());
                }

                Writes++;
            }
        }
    }

    private static Cursor<DateTimeOffset, long> At(long id) => new(Start.AddSeconds(id / ItemsOfATime), id);
}
