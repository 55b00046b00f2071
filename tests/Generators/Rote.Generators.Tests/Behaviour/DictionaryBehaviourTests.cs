namespace Rote.Generators.Tests.Behaviour;

public sealed class DictionaryBehaviourTests
{
    private readonly RecordingCatalog _store = new();
    private readonly CatalogDecorator _catalog;

    public DictionaryBehaviourTests() => _catalog = _store.Decorate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetMany_SomeKept_AsksForTheMissingOnesAndFillsTheEntriesOfGet()
    {
        await _catalog.GetAsync(2, Token);

        var found = await _catalog.GetManyAsync([3, 2, 3], Token);

        Assert.Equal(new Dictionary<int, string> { [3] = "3!", [2] = "2" }, found);
        Assert.Equal("3!", await _catalog.GetAsync(3, Token));
        Assert.Equal(["Get 2", "GetMany 3"], _store.Calls);
    }

    [Fact]
    public async Task GetMany_UnknownItem_IsAbsentAndItsAbsenceIsKeptAsLongAsANull()
    {
        Assert.Equal([1], (await _catalog.GetManyAsync([1, -1], Token)).Keys);
        Assert.Equal([1], (await _catalog.GetManyAsync([-1, 1], Token)).Keys);
        Assert.Null(await _catalog.GetAsync(-1, Token));

        Assert.Equal(["GetMany 1,-1"], _store.Calls);
    }

    [Fact]
    public async Task Count_StructValues_TellAbsentFromZeroAndAskForTheAbsentAgain()
    {
        Assert.Equal(new Dictionary<string, int> { ["a"] = 0 }, await _catalog.CountAsync(["a", ""]));
        Assert.Equal(new Dictionary<string, int> { ["a"] = 0 }, await _catalog.CountAsync(["", "a"]));

        Assert.Equal(["Count a,", "Count "], _store.Calls);
    }

    [Fact]
    public async Task GetMany_Result_IsTheCallersOwn()
    {
        var first = Assert.IsType<Dictionary<int, string>>(await _catalog.GetManyAsync([1], Token));
        first.Clear();

        Assert.Equal("1!", (await _catalog.GetManyAsync([1], Token))[1]);
    }
}
