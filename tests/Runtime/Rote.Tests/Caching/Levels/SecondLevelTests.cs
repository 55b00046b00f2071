using Rote.Caching;
using Rote.Testing;

namespace Rote.Tests.Caching.Levels;

public sealed class SecondLevelTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryLevel _level = new();
    private readonly LevelFixture _one;
    private readonly LevelFixture _other;

    public SecondLevelTests()
    {
        _one = new LevelFixture(_level, _time);
        _other = new LevelFixture(_level, _time);
    }

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task ReadAsync_WhatAnotherProcessWrote_IsFoundUntilItsTime()
    {
        await _one.Put("a1", "value");

        LevelRead<string?> read = await _other.Read("a1");
        Assert.Equal((true, "value", TimeSpan.FromSeconds(60)), (read.Found, read.Value, read.Remaining));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(TimeSpan.FromSeconds(1), (await _other.Read("a1")).Remaining);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _other.Find("a1"));
    }

    [Fact]
    public async Task ReadAsync_NullValue_IsFound()
    {
        await _one.Put("a1", null);

        Assert.Equal("(null)", await _other.Find("a1"));
    }

    [Fact]
    public async Task ReadManyAsync_SeveralKeys_IsOneCallOfDistinctKeys()
    {
        await _one.Put("a1", "1");
        await _one.Put("b1", "2");
        _level.MultiGets.Clear();

        string[] ids = ["a1", "a2", "b1"];
        LevelRead<string?>[] reads = await _other.Level.ReadManyAsync(
            [.. ids.Select(id => new LevelFixture.Key(id))], [.. ids.Select(LevelFixture.TagsOf)], CancellationToken.None);

        Assert.Equal([(true, "1"), (false, null), (true, "2")], reads.Select(read => (read.Found, read.Value)));

        // Three entries, the region, two scoped tags and the tag without its scope.
        Assert.Equal([7], _level.MultiGets);
    }

    [Fact]
    public async Task WriteManyAsync_SeveralValues_SkipsWhatHasNoTicketOrLifetime()
    {
        string[] ids = ["a1", "a2", "a3"];
        LevelRead<string?>[] reads = await _one.Level.ReadManyAsync(
            [.. ids.Select(id => new LevelFixture.Key(id))], [.. ids.Select(LevelFixture.TagsOf)], CancellationToken.None);

        await _one.Level.WriteManyAsync(
            [reads[0].Ticket, null, reads[2].Ticket],
            ["1", "2", "3"],
            [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.Zero],
            CancellationToken.None);

        Assert.Equal("1 - -", await _other.FindAll("a1", "a2", "a3"));
    }

    [Fact]
    public async Task Remove_Key_IsAtOnceHereAndThenEverywhere()
    {
        await _one.Put("a1", "value");

        _one.Remove("a1");

        Assert.Null(await _one.Find("a1"));
        Assert.Equal("value", await _other.Find("a1"));
        _one.RunBackground();
        Assert.Null(await _other.Find("a1"));
        Assert.Equal((1, 0), (_one.Gate.Counters.Removals, _one.Gate.Counters.PendingRemovals));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RemoveTag_WithOrWithoutScope_DropsWhatCarriesIt(bool scoped)
    {
        await _one.Put("a1", "1");
        await _one.Put("b1", "2");

        _one.Gate.RemoveTag(scoped ? new CacheTag("user", "a") : new CacheTag("user"));
        _one.RunBackground();

        Assert.Null(await _other.Find("a1"));
        Assert.Equal(scoped ? "2" : null, await _other.Find("b1"));
    }

    [Fact]
    public async Task RemoveRegion_AllKeys_AreGone()
    {
        await _one.Put("a1", "1");

        _one.Level.RemoveRegion();

        Assert.Null(await _one.Find("a1"));
        _one.RunBackground();
        Assert.Null(await _other.Find("a1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WriteAsync_TagInvalidatedDuringTheLoad_LeavesNoValue(bool byOther)
    {
        LevelRead<string?> read = await _one.Read("a1");

        LevelFixture invalidating = byOther ? _other : _one;
        invalidating.RemoveTag("a1");
        invalidating.RunBackground();
        await _one.Write(read, "stale");

        Assert.Null(await _one.Find("a1"));
        Assert.Null(await _other.Find("a1"));
    }

    [Fact]
    public async Task WriteAsync_KeyInvalidatedDuringTheLoad_IsNotWritten()
    {
        LevelRead<string?> read = await _one.Read("a1");

        _one.Remove("a1");
        _one.RunBackground();
        await _one.Write(read, "stale");

        Assert.Null(await _other.Find("a1"));
    }

    [Fact]
    public async Task Remove_DuringAWrite_RemovesAgainAfterIt()
    {
        LevelRead<string?> read = await _one.Read("a1");
        var gate = new TaskCompletionSource();
        _level.SetsGoOn = gate.Task;
        ValueTask write = _one.Write(read, "stale");

        _one.Remove("a1");
        _one.RunBackground();
        Assert.Equal(1, _one.Gate.Table.PendingCount);
        gate.SetResult();
        await write;

        Assert.Equal("stale", await _other.Find("a1"));
        Assert.Null(await _one.Find("a1"));
        _one.RunBackground();
        Assert.Null(await _other.Find("a1"));
        Assert.Equal(0, _one.Gate.Table.PendingCount);
    }

    [Fact]
    public async Task Remove_DuringAWriteThatWasGivenUp_WaitsForItsEnd()
    {
        LevelRead<string?> read = await _one.Read("a1");
        var gate = new TaskCompletionSource();
        _level.SetsGoOn = gate.Task;
        Task write = _one.Write(read, "stale").AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));
        await write;
        Assert.Equal(1, _one.Level.Counters.Failures);

        _one.Remove("a1");
        _one.RunBackground();
        gate.SetResult();
        await Signals.Until(() => _level.Values.Values.Count == 4);
        Assert.Null(await _one.Find("a1"));
        _one.RunBackground();

        await Signals.Until(() => _one.Gate.Table.PendingCount == 0);
        Assert.Null(await _other.Find("a1"));
    }

    [Fact]
    public async Task Remove_LevelIsDown_IsRetriedAndNeverReadMeanwhile()
    {
        await _one.Put("a1", "value");
        _level.FailsToRemove = true;

        _one.RemoveTag("a1");
        for (int i = 0; i < 4; i++)
        {
            _one.RunBackground();
            Assert.Null(await _one.Find("a1"));
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal("value", await _other.Find("a1"));
        _level.FailsToRemove = false;
        _time.Advance(TimeSpan.FromSeconds(30));
        _one.RunBackground();
        Assert.Null(await _other.Find("a1"));
        Assert.Equal(0, _one.Gate.Table.PendingCount);
    }

    [Fact]
    public async Task Remove_MoreThanTheTableHolds_BypassesUntilEveryRegionIsRenewed()
    {
        using var small = new LevelFixture(_level, _time, maxPendingRemovals: 2);
        await small.Put("a1", "value");
        _level.FailsToRemove = true;
        foreach (string id in (string[])["x1", "x2", "x3", "x4"])
        {
            small.Remove(id);
        }

        small.RunBackground();
        Assert.True(small.Gate.Table.Overflowed);
        Assert.Null(await small.Find("a1"));
        Assert.Equal("value", await _other.Find("a1"));

        _level.FailsToRemove = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        small.RunBackground();

        Assert.False(small.Gate.Table.Overflowed);
        Assert.Null(await small.Find("a1"));
        Assert.Null(await _other.Find("a1"));
        await small.Put("a1", "new");
        Assert.Equal("new", await _other.Find("a1"));
    }

    [Fact]
    public async Task ReadAsync_GenerationWasEvicted_IsAMissNotAnOldValue()
    {
        await _one.Put("a1", "value");
        foreach (string key in _level.Values.Keys.Where(key => key.StartsWith("rote:t:", StringComparison.Ordinal)))
        {
            _level.Values.TryRemove(key, out _);
        }

        Assert.Null(await _other.Find("a1"));
        Assert.Null(await _one.Find("a1"));
    }

    [Fact]
    public async Task ReadAsync_ConcurrentFirstLoads_WriteUnderOneGeneration()
    {
        var gate = new TaskCompletionSource();
        _level.SetsGoOn = gate.Task;
        Task<LevelRead<string?>>[] reads = [.. new[] { "a1", "a2", "a3" }.Select(id => _one.Read(id).AsTask())];
        gate.SetResult();
        LevelRead<string?>[] answers = await Task.WhenAll(reads);
        foreach (LevelRead<string?> answer in answers)
        {
            await _one.Write(answer, "value");
        }

        Assert.Equal("value value value", await _other.FindAll("a1", "a2", "a3"));
    }

    [Fact]
    public async Task ReadAsync_ValuesUnderSwappedKeys_AreMissesAndCounted()
    {
        await _one.Put("a1", "1");
        await _one.Put("a2", "2");
        string[] entries = [.. _level.Values.Keys.Where(key => key.StartsWith("rote:e:", StringComparison.Ordinal))];
        (_level.Values[entries[0]], _level.Values[entries[1]]) = (_level.Values[entries[1]], _level.Values[entries[0]]);

        Assert.Null(await _other.Find("a1"));
        Assert.Null(await _other.Find("a2"));
        Assert.Equal(2, _other.Level.Counters.Damaged);
    }

    [Fact]
    public async Task ReadAsync_AnotherTypeOfValue_IsAMiss()
    {
        await _one.Put("a1", "1");
        SecondLevel<LevelFixture.Key, byte[]> bytes = _one.Gate.Open<LevelFixture.Key, byte[]>(
            "notes", LevelFixture.WriteKey, new CacheSerializers());

        Assert.False((await bytes.ReadAsync(new("a1"), LevelFixture.TagsOf("a1"), CancellationToken.None)).Found);
    }

    [Fact]
    public async Task DrainAsync_PendingRemovals_AreDelivered()
    {
        await _one.Put("a1", "1");
        _one.Remove("a1");

        Task<int> drain = _one.Gate.DrainAsync(TimeSpan.FromSeconds(5)).AsTask();
        _one.RunBackground();

        Assert.Equal(0, await drain);
        Assert.Null(await _other.Find("a1"));
    }

    [Fact]
    public async Task DrainAsync_LevelIsDown_SaysWhatIsLeft()
    {
        _level.FailsToRemove = true;
        _one.Remove("a1");
        _one.RunBackground();

        Task<int> drain = _one.Gate.DrainAsync(TimeSpan.FromSeconds(5)).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, await drain);
    }
}
