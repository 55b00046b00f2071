using Rote.Paging;

namespace Rote.Tests.Paging;

/// <summary>A cursor on a time alone skips items of equal times (the guides' trap): one with the id does not.</summary>
public sealed class KeysetPagingTests
{
    private static readonly DateTimeOffset SameTime = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SortedSet<Cursor<DateTimeOffset, int>> _store = [];
    private readonly CursorCodec<DateTimeOffset, int> _codec;

    public KeysetPagingTests()
    {
        var options = new CursorOptions();
        options.Keys.Add(new CursorKey(1, new byte[CursorKey.MinSecretBytes]));
        _codec = new(options);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Read_EqualTimes_GivesEachItemOnce(int pageSize)
    {
        _store.UnionWith(Enumerable.Range(0, 100).Select(id => new Cursor<DateTimeOffset, int>(SameTime, id)));

        Assert.Equal(_store, await ReadAsync(pageSize, () => { }));
    }

    [Fact]
    public async Task Read_WritesBetweenPages_GivesWhatIsThereThroughoutOnce()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            _store.Clear();
            var random = new Random(seed);
            _store.UnionWith(Enumerable.Range(0, 200).Select(_ => Position(random)));
            var throughout = _store.ToHashSet();

            var read = await ReadAsync(random.Next(1, 20), () =>
            {
                for (int write = random.Next(6); write > 0; write--)
                {
                    if (random.Next(2) == 0)
                    {
                        _store.Add(Position(random));
                    }
                    else
                    {
                        var gone = _store.ElementAt(random.Next(_store.Count));
                        _store.Remove(gone);
                        throughout.Remove(gone);
                    }
                }
            });

            Assert.Equal(read.Count, read.Distinct().Count());
            Assert.Subset(read.ToHashSet(), throughout);
        }
    }

    private static Cursor<DateTimeOffset, int> Position(Random random)
        => new(SameTime.AddSeconds(random.Next(3)), random.Next(100_000));

    private async Task<List<Cursor<DateTimeOffset, int>>> ReadAsync(int pageSize, Action write)
    {
        var read = new List<Cursor<DateTimeOffset, int>>();
        await foreach (var item in PagedStreams.ReadAsync(Page, pageSize, Token))
        {
            read.Add(item);
        }

        return read;

        ValueTask<Page<Cursor<DateTimeOffset, int>>> Page(string? cursor, int limit, CancellationToken token)
        {
            write();
            var after = _codec.Decode(cursor, "ann");
            var found = _store.Where(item => after is null || item > after.Value).Take(limit + 1).ToList();
            return new(_codec.ToPage(found, limit, item => item, "ann"));
        }
    }
}
