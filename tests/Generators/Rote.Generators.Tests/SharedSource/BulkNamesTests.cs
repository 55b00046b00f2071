using Rote.Generators.Shared;

namespace Rote.Generators.Tests.SharedSource;

public sealed class BulkNamesTests
{
    [Theory]
    [InlineData("Get", "GetMany")]
    [InlineData("GetAsync", "GetManyAsync")]
    [InlineData("GetAsync", "GetAllAsync")]
    [InlineData("GetAsync", "BatchGetAsync")]
    [InlineData("AddAsync", "AddRangeAsync")]
    [InlineData("AddAsync", "BulkAdd")]
    [InlineData("GetMemoryAsync", "GetMemoriesAsync")]
    [InlineData("GetNoteAsync", "GetNotesAsync")]
    [InlineData("FindBoxAsync", "FindBoxesAsync")]
    [InlineData("GetNoteAsync", "GetManyNotesAsync")]
    public void AreRelated_BulkForm_Is(string one, string bulk) => Assert.True(BulkNames.AreRelated(one, bulk));

    [Theory]
    [InlineData("GetAsync", "GetAsync")]
    [InlineData("Get", "GetAsync")]
    [InlineData("GetAsync", "FindManyAsync")]
    [InlineData("GetManyAsync", "GetAsync")]
    [InlineData("GetAsync", "GetFirstAsync")]
    [InlineData("Async", "ManyAsync")]
    [InlineData("Allow", "AllAllowManyAsync")]
    [InlineData("GetAsync", "Getmany")]
    public void AreRelated_AnythingElse_IsNot(string one, string bulk) => Assert.False(BulkNames.AreRelated(one, bulk));
}
