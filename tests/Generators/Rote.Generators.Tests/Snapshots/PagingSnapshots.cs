namespace Rote.Generators.Tests.Snapshots;

/// <summary>Streams that are made of pages.</summary>
public sealed class PagingSnapshots
{
    [Fact]
    public void Paged() => DecoratorVerifier.Verify("""
        namespace Demo;

        using Rote.Paging;

        public interface INotes<TNote> : IBase
        {
            [Monitored]
            Task<Page<TNote>> ListAsync([Scope] string user, string? cursor, int limit, CancellationToken ct = default);
            [Paged(nameof(ListAsync))]
            IAsyncEnumerable<TNote> ReadAsync([Scope] string user, CancellationToken ct = default);
            [Paged(nameof(ListAsync), PageSize = 20)]
            IAsyncEnumerable<TNote> ReadUnderAsync(string user, CancellationToken first, CancellationToken second);
            [Paged(nameof(ListAsync))]
            IAsyncEnumerable<TNote> ReadBySizeAsync(string user, int limit);

            ValueTask<Page<string?>> @class(
                int kind, bool isDraft = false, string? after = null, int size = 10, string[]? tags = null);
            [Paged("class")]
            IAsyncEnumerable<string?> ReadClass(int kind);
            [Paged("class"), Cached(Seconds = 60, Buffered = true)]
            IAsyncEnumerable<string?> ReadKept(int kind, CancellationToken cursor);

            [Paged(nameof(Count))]
            IAsyncEnumerable<int> ReadCounts(string limit, string token);

            Task<Page<short>> Twice(string? cursor, int limit, CancellationToken ct);
            ValueTask<Page<long>> Twice(string? cursor, int limit, bool isExact = true, CancellationToken ct = default);
            [Paged(nameof(Twice))]
            IAsyncEnumerable<long> ReadTwice();
        }

        public interface IBase
        {
            ValueTask<Page<int>> Count(string limit, string token, string? cursor);
        }
        """);

    [Fact]
    public void PagedThatDoesNotFit() => DecoratorVerifier.Verify("""
        namespace Demo;

        using Rote.Paging;

        public interface INotes
        {
            Task<Page<string>> ListAsync(string user, string? cursor, int limit);
            [Paged(nameof(ListAsync))] IAsyncEnumerable<string> OfAll();
            [Paged(nameof(ListAsync))] IAsyncEnumerable<string> Filtered(string user, bool isDraft);
            [Paged(nameof(ListAsync))] IAsyncEnumerable<string?> MaybeNull(string user);
            [Paged(nameof(ListAsync))] IAsyncEnumerable<T> Generic<T>(string user);
            [Paged(nameof(ListAsync))] IAsyncEnumerable<string> ByReference(in string user);
            [Paged(nameof(ListAsync))] Task<string> NoStream(string user);
            [Paged(nameof(ListAsync), PageSize = 0)] IAsyncEnumerable<string> NoSize(string user);
            [Paged("Nowhere")] IAsyncEnumerable<string> Nowhere(string user);
            Page<string> Now(string user, string? cursor);
            [Paged(nameof(Now))] IAsyncEnumerable<string> OfNow(string user);
            Task<Page<string>> NeedsCursor(string user, string cursor);
            [Paged(nameof(NeedsCursor))] IAsyncEnumerable<string> OfNeedsCursor(string user);
            Task<Page<string>> TwoLimits(string? cursor, int low, int high);
            [Paged(nameof(TwoLimits))] IAsyncEnumerable<string> OfTwoLimits();
        }
        """);
}
