using Rote.Caching;

namespace Rote.Tests.Caching.Levels;

public sealed class RemovalTableTests
{
    private static readonly LevelKey Entry = new("entry", "entry");
    private static readonly LevelKey Region = new("region", "region");

    [Fact]
    public void TryBeginWrite_ManyOfOneKey_AreBoundTogether()
    {
        var table = new RemovalTable(10);
        Assert.True(table.TryBegin(Entry, [Region], out long sequence));
        var ticket = new LevelTicket(sequence, Entry, [Region], [default]);
        for (int i = 0; i < RemovalTable.MaxWrites; i++)
        {
            Assert.True(table.TryBeginWrite(ticket));
        }

        Assert.False(table.TryBeginWrite(ticket));
        table.EndWrite(Entry.Key);
        Assert.True(table.TryBeginWrite(ticket));
    }

    [Fact]
    public void Take_SomeAlwaysFail_HoldsUpNoOthers()
    {
        var table = new RemovalTable(10);
        table.Add("fails 1");
        table.Add("fails 2");
        table.Add("works");
        var ended = new List<string>();
        for (int round = 0; round < 2; round++)
        {
            foreach (RemovalAttempt attempt in table.Take(2))
            {
                bool succeeded = attempt.Removal.Key == "works";
                table.End(attempt, succeeded);
                ended.Add(attempt.Removal.Key);
            }
        }

        Assert.Equal(["fails 1", "fails 2", "works", "fails 1"], ended);
        Assert.Equal(2, table.PendingCount);
    }

    [Fact]
    public void End_InvalidatedAgainMeanwhile_ConfirmsNothing()
    {
        var table = new RemovalTable(10);
        table.Add(Entry.Key);
        RemovalAttempt early = Assert.Single(table.Take(10));
        Assert.Empty(table.Take(10));

        table.Add(Entry.Key);
        table.End(early, succeeded: true);

        Assert.False(table.TryBegin(Entry, [Region], out _));
        table.End(Assert.Single(table.Take(10)), succeeded: true);
        Assert.True(table.TryBegin(Entry, [Region], out _));
    }

    [Fact]
    public void End_InvalidatedAgainDuringOverflow_RenewsTheRegionsAgain()
    {
        var table = new RemovalTable(1);
        table.AddRegion(Region.Key);
        Assert.False(table.Add("a"));
        Assert.True(table.Add("b"));
        RemovalAttempt early = Assert.Single(table.Take(10));
        Assert.Equal(Region.Key, early.Removal.Key);

        Assert.False(table.Add("c"));
        table.End(early, succeeded: true);

        Assert.True(table.Overflowed);
        Assert.False(table.TryBegin(Entry, [Region], out _));
        table.End(Assert.Single(table.Take(10)), succeeded: true);
        Assert.False(table.Overflowed);
        Assert.True(table.TryBegin(Entry, [Region], out _));
    }

    [Fact]
    public void IsCurrent_LoadBegunBeforeAnOverflow_IsNotEvenAfterIt()
    {
        var table = new RemovalTable(1);
        table.AddRegion(Region.Key);
        Assert.True(table.TryBegin(Entry, [Region], out long sequence));
        table.Add("a");
        table.Add("b");
        table.End(Assert.Single(table.Take(10)), succeeded: true);

        Assert.False(table.Overflowed);
        Assert.False(table.IsCurrent(sequence, Entry, [Region]));
        Assert.False(table.TryBeginWrite(new LevelTicket(sequence, Entry, [Region], [default])));
    }

    [Fact]
    public void TryBeginWrite_TooManyUnderWay_IsRefused()
    {
        var table = new RemovalTable(10);
        for (int i = 0; i < RemovalTable.MaxWrites; i++)
        {
            Assert.True(table.TryBeginWrite(Ticket($"key{i}")));
        }

        Assert.False(table.TryBeginWrite(Ticket("one more")));
        Assert.False(table.EndWrite("key0"));
        Assert.True(table.TryBeginWrite(Ticket("one more")));

        static LevelTicket Ticket(string key) => new(0, new LevelKey(key, key), [Region], [default]);
    }

    [Fact]
    public void Take_KeyBeingWritten_IsSentOnceThenWaits()
    {
        var table = new RemovalTable(10);
        Assert.True(table.TryBeginWrite(new LevelTicket(0, Entry, [Region], [default])));
        table.Add(Entry.Key);

        RemovalAttempt attempt = Assert.Single(table.Take(10));
        Assert.False(attempt.Conclusive);
        table.End(attempt, succeeded: true);
        Assert.Empty(table.Take(10));

        Assert.True(table.EndWrite(Entry.Key));
        RemovalAttempt last = Assert.Single(table.Take(10));
        Assert.True(last.Conclusive);
        table.End(last, succeeded: true);
        Assert.Equal(0, table.PendingCount);
    }
}
