namespace Rote.Generators.Tests.Behaviour;

public sealed class AnswerBehaviourTests
{
    private readonly RecordingAnswers _store = new();
    private readonly AnswersDecorator _answers;

    public AnswerBehaviourTests() => _answers = _store.Decorate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_OneItemFails_OthersHaveTheirResults()
    {
        Assert.Equal("n1", await _answers.LoadAsync(1, Token));
        await Assert.ThrowsAsync<FormatException>(() => _answers.LoadAsync(13, Token).AsTask());
    }

    [Fact]
    public async Task LoadMany_MoreThanOneCallHolds_IsSplit()
    {
        var outcomes = await _answers.LoadManyAsync([10, 11, 12, 13, 14, 10], Token);

        var values = outcomes.Select(outcome => outcome.Error is null ? outcome.Value : null);
        Assert.Equal(["n10", "n11", "n12", null, "n14", "n10"], values);
        Assert.Equal(["LoadMany 10,11,12,13", "LoadMany 14"], _store.Calls.Order());
    }

    [Fact]
    public async Task LoadMany_AsManyAsOneCallHolds_IsPassedOn()
    {
        await _answers.LoadManyAsync([1, 1, 2, 2], Token);

        Assert.Equal(["LoadMany 1,1,2,2"], _store.Calls);
    }

    [Fact]
    public async Task Find_KeyThatTheDictionaryLacks_IsAbsentAndNoError()
    {
        Assert.Equal("n2", await _answers.FindAsync(2));
        Assert.Null(await _answers.FindAsync(3));
        Assert.Equal(["FindMany 2", "FindMany 3"], _store.Calls);
    }

    [Fact]
    public async Task Count_DictionaryOfValues_IsAbsentWhereItLacksTheKey()
    {
        Assert.Equal(2, await _answers.CountAsync("it"));
        Assert.Null(await _answers.CountAsync("nowhere"));
    }

    [Fact]
    public async Task WriteMany_MoreThanOneCallHolds_IsWrittenInOrder()
    {
        await _answers.WriteManyAsync([.. Enumerable.Range(0, 10).Select(index => $"{index}")]);

        Assert.Equal(["WriteMany 0,1,2,3", "WriteMany 4,5,6,7", "WriteMany 8,9"], _store.Calls);
    }
}
