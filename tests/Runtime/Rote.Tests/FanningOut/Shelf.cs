using Rote.FanningOut;

namespace Rote.Tests.FanningOut;

/// <summary>A shelf that answers as its test says.</summary>
internal sealed class Shelf(Func<CancellationToken, ValueTask<IReadOnlyList<Book>>> answer) : IShelf
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public List<string> Removed { get; } = [];

    public List<Book> Added { get; } = [];

    public bool IsDisposed { get; private set; }

    public static Shelf With(params Book[] books) => new(_ => new(books));

    public async ValueTask<FanOutResult<Book>> SearchInFullAsync(string query, int limit, CancellationToken ct = default)
        => new(await SearchAsync(query, limit, ct));

    public async Task<IReadOnlyList<Book>> SearchAsync(string query, int limit, CancellationToken ct = default)
    {
        Interlocked.Increment(ref _calls);
        return await answer(ct);
    }

    public async Task<Book[]> NearestAsync(int top, CancellationToken ct = default) => [.. await SearchAsync("", top, ct)];

    public ValueTask RemoveAsync(string id, CancellationToken ct = default)
    {
        Removed.Add(id);
        return default;
    }

    public Task<int> AddAsync(Book book, CancellationToken ct = default)
    {
        Added.Add(book);
        return Task.FromResult(Added.Count);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }
}
