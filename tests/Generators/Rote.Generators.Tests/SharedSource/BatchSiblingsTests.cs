using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Tests.SharedSource;

public sealed class BatchSiblingsTests
{
    [Theory]
    [InlineData("Task<int> GetAsync(string id);", "Task<int[]> BulkAsync(IReadOnlyList<string> ids);", 0, new[] { 0 })]
    [InlineData("int Get(int user, string id);", "List<int> Bulk(int user, string[] ids);", 1, new[] { 0, 1 })]
    [InlineData("Task AddAsync(string t, CancellationToken c);", "Task AddMany(IEnumerable<string> t);", 0, new[] { 0, -1 })]
    [InlineData(
        "Task<int> GetAsync(string id, CancellationToken ct);",
        "Task<IReadOnlyList<int>> BulkAsync(CancellationToken ct, ICollection<string> ids, bool deep = true);",
        0,
        new[] { 1, 0 })]
    [InlineData("Task<int> GetAsync(string id, bool b = true);", "Task<int[]> BulkAsync(IList<string> a);", 0, new[] { 0, -1 })]
    [InlineData("Task<int> GetAsync(string a, string b);", "Task<int[]> BulkAsync(string a, string[] b);", 1, new[] { 0, 1 })]
    public void Match_OneParameterBecomesACollection_MapsTheArguments(string one, string bulk, int item, int[] places)
    {
        var methods = SharedCode.MethodsOf(one + bulk);
        var sibling = BatchSiblings.Match(methods[0], methods[1]);

        Assert.NotNull(sibling);
        Assert.Equal(item, sibling.ItemIndex);
        Assert.Equal(places, sibling.BulkIndexes);
        Assert.Equal(methods[1].Name, sibling.Bulk.Name);
    }

    [Theory]
    [InlineData("Task<int> GetAsync(string id);", "Task<int> BulkAsync(IReadOnlyList<string> ids);")]
    [InlineData("Task<int> GetAsync(string id);", "Task<long[]> BulkAsync(IReadOnlyList<string> ids);")]
    [InlineData("Task<int> GetAsync(string id);", "Task<IEnumerable<int>> BulkAsync(IReadOnlyList<string> ids);")]
    [InlineData("Task<int> GetAsync(string id);", "Task<int[]> BulkAsync(IReadOnlyList<object> ids);")]
    [InlineData("Task<int> GetAsync(string id);", "Task<int[]> BulkAsync(IReadOnlyList<string> ids, int limit);")]
    [InlineData("Task<int> GetAsync(int user, string id);", "Task<int[]> BulkAsync(string[] ids, int user);")]
    [InlineData("Task<int> GetAsync(int user, string id);", "Task<int[]> BulkAsync(int[] users, string[] ids);")]
    [InlineData("Task<int> GetAsync(string id);", "Task<int[]> BulkAsync(string id);")]
    [InlineData("Task AddAsync(string id);", "Task<int> BulkAsync(string[] ids);")]
    [InlineData("Task<int> GetAsync(string id);", "Task BulkAsync(string[] ids);")]
    [InlineData("Task<int> GetAsync(string id);", "Task<int[]> BulkAsync<T>(string[] ids);")]
    [InlineData("Task<int> GetAsync(in string id);", "Task<int[]> BulkAsync(string[] ids);")]
    [InlineData("Task<byte> GetAsync(byte part);", "Task<byte[]> BulkAsync(byte[] parts);")]
    public void Match_AnyOtherShape_IsNone(string one, string bulk)
    {
        var methods = SharedCode.MethodsOf(one + bulk);

        Assert.Null(BatchSiblings.Match(methods[0], methods[1]));
    }

    [Fact]
    public void Match_AMethodWithItself_IsNone()
    {
        var method = Assert.Single(SharedCode.MethodsOf("Task<int> GetAsync(string id);"));

        Assert.Null(BatchSiblings.Match(method, method));
    }

    [Fact]
    public void FindNamed_OverloadsOfTheName_FindsTheOneThatFits()
    {
        var methods = SharedCode.MethodsOf(
            "Task<int> GetAsync(string id); Task<int[]> ManyAsync(int[] ids); Task<int[]> ManyAsync(string[] ids);");

        var sibling = BatchSiblings.FindNamed(methods[0], methods[0].ContainingType, "ManyAsync");
        Assert.Same(methods[2], sibling?.Bulk);
    }

    [Fact]
    public void FindByRule_InheritedBulkMethod_IsFound()
    {
        var derived = SharedCode.TypeOf(
            "interface IB { Task<int[]> GetManyAsync(string[] a); } interface IStore : IB { Task<int> GetAsync(string a); }",
            "IStore");
        var single = derived.GetMembers("GetAsync").OfType<IMethodSymbol>().Single();

        Assert.Equal("GetManyAsync", BatchSiblings.FindByRule(single, derived)!.Bulk.Name);
    }

    [Fact]
    public void CarriesEveryArgument_OptionalParameterWithoutAPlace_DoesNot()
    {
        var methods = SharedCode.MethodsOf(
            "Task<int> GetAsync(string id, bool deep = true); Task<int[]> BulkAsync(string[] ids);");

        Assert.False(BatchSiblings.Match(methods[0], methods[1])!.CarriesEveryArgument(methods[0]));
    }
}
