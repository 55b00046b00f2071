using Rote.Generated;

namespace Rote.Tests.Generated;

/// <summary>Dictionaries as answers of bulk methods.</summary>
public sealed class BatchAnswersTests
{
    [Fact]
    public async Task FromObjects_ItemsMissingOrNull_FailNobodyElse()
    {
        IReadOnlyList<string?> answers = await BatchAnswers.FromObjectsAsync<string, string>(
            ["a", null!, "b"],
            _ => new ValueTask<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["b"] = "B" }));

        Assert.Equal([null, null, "B"], answers);
    }

    [Fact]
    public async Task FromValues_ItemsMissingOrNull_FailNobodyElse()
    {
        IReadOnlyList<int?> answers = await BatchAnswers.FromValuesAsync<string, int>(
            ["a", null!, "b"],
            _ => new ValueTask<IReadOnlyDictionary<string, int>>(new Dictionary<string, int> { ["b"] = 2 }));

        Assert.Equal([null, null, 2], answers);
    }

    [Fact]
    public async Task FromObjects_ItemsChangedByTheBulkMethod_AreAnsweredAsAsked()
    {
        IReadOnlyList<string?> answers = await BatchAnswers.FromObjectsAsync<string, string>(
            ["a", "b"],
            items =>
            {
                var found = items.ToDictionary(item => item, item => item + "!");
                Array.Clear(items);
                return new ValueTask<IReadOnlyDictionary<string, string>>(found);
            });

        Assert.Equal(["a!", "b!"], answers);
    }

    [Fact]
    public async Task FromObjects_NoDictionary_SaysSo()
        => await Assert.ThrowsAsync<RoteContractException>(async () => await BatchAnswers.FromObjectsAsync<string, string>(
            ["a"], _ => new ValueTask<IReadOnlyDictionary<string, string>>((IReadOnlyDictionary<string, string>)null!)));
}
