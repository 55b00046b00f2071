using Rote.Analyzers.Rules;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>ROTE2023 and ROTE2024: which members stand against a composite of several stores, and why.</summary>
public sealed class FanOutTests
{
    private const string Hit = """
        using Rote.FanningOut;
        public sealed record Hit(string Id, double Score, int Rank, string? Note, Hit? Next, double? Distance);

        """;

    [Theory]
    [InlineData(
        "[{|#0:FanOut(Score = \"Score\", Key = \"Id\")|}] Hit[] FindAsync(int limit);",
        "a search returns a task of an array, a list or a sequence of items that are never null, or of a "
            + "FanOutResult; return one, or use FanOutMode.First or All")]
    [InlineData(
        "[{|#0:FanOut(Score = \"Score\", Key = \"Id\")|}] Task<Hit?[]> FindAsync(int limit);",
        "a search returns a task of an array, a list or a sequence of items that are never null, or of a "
            + "FanOutResult; return one, or use FanOutMode.First or All")]
    [InlineData("[{|#0:FanOut|}] Task<Hit[]> FindAsync(int limit);", "a search needs a Score; name what gives it")]
    [InlineData(
        "[{|#0:FanOut(Score = \"Note\", Key = \"Id\")|}] Task<Hit[]> FindAsync(int limit);",
        "'Note' gives no number; name a member of the item, or a static method of the interface that takes "
            + "one")]
    [InlineData(
        "[{|#0:FanOut(Score = \"Score\")|}] Task<Hit[]> FindAsync(int limit);",
        "a search needs a Key; name what gives it")]
    [InlineData(
        "[{|#0:FanOut(Score = \"Score\", Key = \"Name\")|}] Task<Hit[]> FindAsync(int limit);",
        "'Name' gives nothing; name a member of the item, or a static method of the interface that takes one")]
    [InlineData(
        "[{|#0:FanOut(Score = \"Score\", Key = \"Note\")|}] Task<Hit[]> FindAsync(int limit);",
        "its key 'Note' may be null, or cannot be compared with its own type; name one that is IComparable of "
            + "itself and never null")]
    [InlineData(
        "[{|#0:FanOut(Score = \"Score\", Key = \"Id\")|}] Task<Hit[]> FindAsync(int top);",
        "nothing says how many items are wanted; name an int parameter by Limit, call one 'limit', or set "
            + "MaxItems to a positive number")]
    [InlineData(
        "[{|#0:FanOut(Score = \"Score\", Key = \"Id\", Limit = \"top\")|}] Task<Hit[]> FindAsync(long top);",
        "'top' is no parameter of type int; name one, or set MaxItems")]
    [InlineData(
        "[{|#0:FanOut(Score = \"Score\", Key = \"Id\")|}] Task<Hit[]> FindAsync(in int by, int limit);",
        "parameter 'by' is passed by reference or lives on the stack, and calls of several stores cannot "
            + "share it; take a value, or use FanOutMode.First")]
    [InlineData(
        "[{|#0:FanOut(FanOutMode.All)|}] Task<int> FindAsync();",
        "a call of all stores has no one result; return Task or ValueTask, or use FanOutMode.First")]
    [InlineData(
        "[{|#0:FanOut(FanOutMode.All)|}] int FindAsync { get; }",
        "it is no method, and only methods can call all stores; use FanOutMode.First")]
    [InlineData(
        "[{|#0:FanOut(FanOutMode.All)|}] event Action? FindAsync;",
        "it is no method, and only methods can call all stores; use FanOutMode.First")]
    [InlineData("[{|#0:FanOut((FanOutMode)7)|}] Task FindAsync();", "there is no such mode; use FanOutMode.Merge, First or All")]
    [InlineData(
        "[Obsolete(\"\", true), {|#0:FanOut(FanOutMode.All)|}] Task FindAsync();",
        "its use is an error, or asks something of its callers; use FanOutMode.First")]
    public Task Member_CannotFollowItsAttribute_SaysWhy(string member, string reason)
        => new AnalyzerTest(new ROTE2023UnfannableMemberAnalyzer())
        {
            Sources = [Hit + $"public interface IStore {{ {member.Replace("#0", "ROTE2023", StringComparison.Ordinal)} }}"],
            Messages = [$"'FindAsync' cannot be fanned out: {reason}"],
        }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\")] Task<IEnumerable<Hit>> FindAsync(int limit);")]
    [InlineData(
        "[FanOut(Score = \"Distance\", Key = \"Id\", LowestFirst = true)] ValueTask<FanOutResult<Hit>> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Rank\", Key = \"Id\", Limit = \"top\")] Task<List<Hit>> FindAsync(int top);")]
    [InlineData(
        "[FanOut(Score = \"By\", Key = \"By\", MaxItems = 3)] Task<Hit[]> FindAsync(); static int By(Hit hit) => hit.Rank;")]
    [InlineData("[FanOut(FanOutMode.All)] ValueTask FindAsync(params string[] ids);")]
    [InlineData("[FanOut(FanOutMode.First)] void Find(ref int id);")]
    [InlineData("[FanOut(FanOutMode.First)] int this[int id] { get; set; }")]
    [InlineData("[FanOut(FanOutMode.First)] Task<int> FindAsync(); int Twice() => 2;")]
    [InlineData("Task FindAsync();")]
    public async Task Member_FollowsItsAttribute_StaysSilent(string member)
    {
        string source = Hit + $"public interface IStore : IDisposable, IAsyncDisposable {{ {member} }}";
        await new AnalyzerTest(new ROTE2023UnfannableMemberAnalyzer()) { Sources = [source] }
            .RunAsync(TestContext.Current.CancellationToken);
        await new AnalyzerTest(new ROTE2024MemberWithoutFanOutAnalyzer()) { Sources = [source] }
            .RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(
        "public interface IStore { [FanOut(FanOutMode.First)] Task GetAsync(); Task {|ROTE2024:AddAsync|}(); }",
        "AddAsync")]
    [InlineData("public interface IStore { [FanOut(FanOutMode.First)] Task GetAsync(); int {|ROTE2024:Size|} { get; } }", "Size")]
    [InlineData(
        "public interface IBase { Task AddAsync(); } "
            + "public interface {|ROTE2024:IStore|} : IBase { [FanOut(FanOutMode.First)] Task GetAsync(); }",
        "AddAsync")]
    [InlineData(
        "public interface IBase { [FanOut(FanOutMode.First)] Task GetAsync(); Task {|ROTE2024:AddAsync|}(); } "
            + "public interface IStore : IBase { [FanOut(FanOutMode.First)] Task FindAsync(); }",
        "AddAsync")]
    public Task Member_WithoutTheAttribute_IsNamed(string source, string member)
        => new AnalyzerTest(new ROTE2024MemberWithoutFanOutAnalyzer())
        {
            Sources = [source],
            Messages =
            [
                $"'{member}' does not say what a composite of several stores does with it; put [FanOut(FanOutMode.First)], "
                    + "[FanOut(FanOutMode.All)] or a search's [FanOut] on it, or give it a body",
            ],
        }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Member_InheritedAndImplemented_NeedsNone()
        => new AnalyzerTest(new ROTE2024MemberWithoutFanOutAnalyzer())
        {
            Sources =
            [
                "public interface IBase { Task AddAsync(); } public interface IStore : IBase "
                    + "{ Task IBase.AddAsync() => Task.CompletedTask; [FanOut(FanOutMode.First)] Task GetAsync(); }",
            ],
        }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Interface_ThatNoClassCanImplement_IsReportedAsOne()
        => new AnalyzerTest(new ROTE2021UndecoratableInterfaceAnalyzer())
        {
            Sources =
            [
                "public interface {|ROTE2021:I|} { static abstract int Size { get; } "
                    + "[FanOut(FanOutMode.First)] Task GetAsync(); }",
            ],
        }.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Member_OfAMissingType_StaysSilentUntilItIsThere()
        => new AnalyzerTest(new ROTE2023UnfannableMemberAnalyzer())
        {
            Sources =
            [
                "public interface I { [FanOut(Score = \"A\", Key = \"B\")] Task<IReadOnlyList<Missing>> GetAsync(int limit); }",
            ],
            AllowsErrors = true,
        }.RunAsync(TestContext.Current.CancellationToken);
}
