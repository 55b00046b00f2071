using Rote.Testing;

namespace Rote.Generators.Tests.Behaviour;

public sealed class OptionBehaviourTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingArchive _store = new();
    private readonly DictionaryLevel _level = new();

    private ArchiveDecorator Decorate() => _store.Decorate(new RoteOptions { TimeProvider = _time, SecondLevel = _level });

    [Fact]
    public async Task Read_LifetimeFrom_DecidesForEachValue()
    {
        var archive = Decorate();
        Assert.Equal("0/1", await archive.ReadAsync(0));
        Assert.Equal("5/2", await archive.ReadAsync(5));
        Assert.Equal("9/3", await archive.ReadAsync(9));
        Assert.Equal("0/4", await archive.ReadAsync(0));
        Assert.Equal("5/2", await archive.ReadAsync(5));

        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal("5/5", await archive.ReadAsync(5));
        Assert.Equal("9/3", await archive.ReadAsync(9));
    }

    [Fact]
    public async Task List_ItemHeavierThanTheRegion_IsNotKept()
    {
        var archive = Decorate();
        await archive.ListAsync([2, 11]);
        await archive.ListAsync([2]);
        Assert.Equal(1, _store.Calls);

        await archive.ListAsync([11]);
        Assert.Equal(2, _store.Calls);
    }

    [Fact]
    public async Task Fetch_LoadFailsPastTheLifetime_TheEntryStandsIn()
    {
        var archive = Decorate();
        Assert.Equal("1/1", await archive.FetchAsync(1));
        _time.Advance(TimeSpan.FromSeconds(90));
        _store.Failure = new InvalidOperationException("down");

        Assert.Equal("1/1", await archive.FetchAsync(1));
    }

    [Fact]
    public async Task Wait_LoadTakesTooLong_Fails()
    {
        var call = Decorate().WaitAsync(1, TestContext.Current.CancellationToken);
        Assert.False(call.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task Translate_AnotherDecorator_FindsTheValueInTheSecondLevel()
    {
        var id = Guid.NewGuid();
        var first = Decorate();
        Assert.Equal("a/1", await first.TranslateAsync("a", DayOfWeek.Friday, null, id, -1));
        Assert.Equal(2, await first.TotalAsync());
        await first.DisposeAsync();
        var second = Decorate();

        Assert.Equal("a/1", await second.TranslateAsync("a", DayOfWeek.Friday, null, id, -1));
        Assert.Equal(2, await second.TotalAsync());
        Assert.Equal("a/3", await second.TranslateAsync("a", DayOfWeek.Friday, DayOfWeek.Sunday, id, -1));
        Assert.Equal("a/4", await second.TranslateAsync("a", DayOfWeek.Sunday, null, id, -1));
        Assert.Equal("b/5", await second.TranslateAsync("b", DayOfWeek.Friday, null, id, -1));
        Assert.Equal("a/6", await second.TranslateAsync("a", DayOfWeek.Friday, null, id, 1));
    }

    [Fact]
    public async Task Sizes_AnotherDecorator_FindsItsItemsInTheSecondLevel()
    {
        var first = Decorate();
        await first.SizesAsync("f", ["a", "bb"]);
        await first.DisposeAsync();

        var sizes = await Decorate().SizesAsync("f", ["bb", "a"]);

        Assert.Equal(new Dictionary<string, long> { ["a"] = 1, ["bb"] = 2 }, sizes);
        Assert.Equal(1, _store.Calls);
    }

    [Fact]
    public async Task Name_InterfacesOfTwoTypeArguments_DoNotMeetInTheSecondLevel()
    {
        var options = new RoteOptions { TimeProvider = _time, SecondLevel = _level };
        var numbers = new RecordingTenantStore<int>().Decorate(options);
        Assert.Equal("Int32 1/1", await numbers.NameAsync(1));
        await numbers.DisposeAsync();

        Assert.Equal("String 1/1", await new RecordingTenantStore<string>().Decorate(options).NameAsync(1));
        Assert.Equal("Int32 1/1", await new RecordingTenantStore<int>().Decorate(options).NameAsync(1));
    }
}
