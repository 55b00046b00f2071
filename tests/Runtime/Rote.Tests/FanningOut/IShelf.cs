using Rote.FanningOut;

namespace Rote.Tests.FanningOut;

/// <summary>A store that has a composite and a decorator.</summary>
public interface IShelf : IAsyncDisposable
{
    [FanOut(Score = nameof(Book.Score), Key = nameof(Book.Id)), Cached(Seconds = 60, LifetimeFrom = nameof(LifetimeOf))]
    ValueTask<FanOutResult<Book>> SearchInFullAsync(string query, int limit, CancellationToken ct = default);

    [FanOut(Score = nameof(Book.Score), Key = nameof(Book.Id)), Monitored]
    Task<IReadOnlyList<Book>> SearchAsync(string query, int limit, CancellationToken ct = default);

    [FanOut(Score = nameof(DistanceOf), LowestFirst = true, Key = nameof(Book.Id), Limit = nameof(top), MaxItems = 2)]
    Task<Book[]> NearestAsync(int top, CancellationToken ct = default);

    [FanOut(FanOutMode.All)]
    ValueTask RemoveAsync(string id, CancellationToken ct = default);

    [FanOut(FanOutMode.First)]
    Task<int> AddAsync(Book book, CancellationToken ct = default);

    async Task<Book?> BestAsync(string query, CancellationToken ct = default)
        => await SearchAsync(query, 1, ct) is [var best] ? best : null;

    /// <summary>What is not complete is not kept.</summary>
    static TimeSpan? LifetimeOf(FanOutResult<Book> result) => result.IsComplete ? null : TimeSpan.Zero;

    static double? DistanceOf(Book book) => book.Score < 0 ? null : book.Score;
}
