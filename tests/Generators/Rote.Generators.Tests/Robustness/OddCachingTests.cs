namespace Rote.Generators.Tests.Robustness;

/// <summary>Cached shapes whose names, annotations or type parameters get in the way. All compile without a warning.</summary>
public sealed class OddCachingTests
{
    [Theory]
    [InlineData("", "[Cached] Task<Dictionary<string, T>> FindAsync(string[] ids);", ".FindAsync\").FindAsync(ids)")]
    [InlineData("where T : class", "[Cached] Task<Dictionary<string, T>> FindAsync(string[] ids);", "LoadDictionaryAsync")]
    [InlineData("where T : struct", "[Cached] Task<IDictionary<string, T>> FindAsync(string[] ids);", "LoadDictionaryAsync")]
    [InlineData("where T : class?", "[Cached] Task<Dictionary<string, List<T>>> FindAsync(string[] ids);", "LoadDictionaryAsync")]
    [InlineData("", "[Cached(Buffered = true)] IAsyncEnumerable<T> ReadAsync(int id);", "ReadAsync(")]
    [InlineData("", "[Cached(WeightFrom = \"F\")] T Find(int id); static long F(T value) => 1;", "IStore<T>.F(value)")]
    [InlineData(
        "where T : class", "[Cached(LifetimeFrom = \"F\")] T? Find(); static TimeSpan? F(T value) => null;", "is null ? null")]
    public void Emit_GenericInterface_Compiles(string constraint, string members, string expected)
        => Assert.Contains(expected, Emit($"public interface IStore<T> {constraint} {{ {members} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[Cached] Task<Dictionary<string, string>> FindAsync(string[] ids);")]
    [InlineData("[Cached] Task<IReadOnlyDictionary<string, List<string>>> FindAsync(IEnumerable<string> ids);")]
    [InlineData("[Cached(Buffered = true)] IAsyncEnumerable<string> FindAsync(string id);")]
    [InlineData("[Cached(WeightFrom = \"F\")] string FindAsync(string id); static long F(string value) => 1;")]
    public void Emit_NullableOblivious_Compiles(string members)
        => Assert.Contains(
            "_findAsyncCache", Emit($"#nullable disable\npublic interface IStore {{ {members} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "[Cached(Buffered = true)] IAsyncEnumerable<int> Read(int key, int self, [NotInKey] int state, "
            + "CancellationToken items);")]
    [InlineData("[Cached] Task<Dictionary<int, string>> Find([NotInKey] int state, int self, int item, int[] items);")]
    [InlineData("[Cached] Task<int> Find(int linked, int linkedTokens, CancellationToken key, CancellationToken value);")]
    [InlineData("[Cached(WeightFrom = nameof(@long))] int Find(int value); static long @long(int @int) => 1;")]
    [InlineData(
        "[Cached(WeightFrom = \"W\"), Monitored] int? Find(int value); static long W(int? value) => 1; static "
            + "long W(int v) => 1;")]
    [InlineData("[Cached] int Find(int id, CancellationToken self, CancellationToken state);")]
    [InlineData("[Cached] int Find([NotInKey] IProgress<int>? progress, CancellationToken Item1 = default);")]
    [InlineData(
        "[Cached, Batched(\"All\"), Monitored] Task<int> Find(int id, CancellationToken a, CancellationToken b); "
            + "Task<int[]> All(int[] ids);")]
    [InlineData(
        "[Batched(\"All\")] Task Find(string self, int id, CancellationToken a, CancellationToken b); Task "
            + "All(string self, int[] ids);")]
    [InlineData("[Cached(Seconds = -1, MaxEntries = -1, Store = (CacheStore)7)] int Find(int id);")]
    [InlineData("[Cached(Buffered = true), Invalidates(All = true), Monitored] IAsyncEnumerable<int> Read(int id);")]
    [InlineData("[Cached(Buffered = true)] int Find(int id);")]
    [InlineData("[Cached] int Find(int id, bool clone, int deconstruct, int equals);")]
    [InlineData("[Cached] string Find(string other, string FindKey, string? equals, string @string);")]
    [InlineData("[Cached] string Find([NotNull] string? id); [Cached] Task<int[]> All([NotNull] string[]? ids);")]
    [InlineData("[Cached] [return: NotNullIfNotNull(nameof(id))] string? Find(string? id);")]
    [InlineData("[Batched(\"All\")] Task<int> Find([NotNull] string? id); Task<int[]> All(string?[] ids);")]
    [InlineData("[Batched(\"All\")] Task Put(bool clone, int id); Task All(bool clone, int[] ids);")]
    [InlineData(
        "[Cached, Obsolete] Task<Dictionary<int, string>> Find(int[] ids); [Cached(Buffered = true), Obsolete] "
            + "IAsyncEnumerable<int> Read();")]
    [InlineData("[Cached(LifetimeFrom = \"Old\")] int Find(int id); [Obsolete] static TimeSpan? Old(int value) => null;")]
    [InlineData(
        "[Cached(LifetimeFrom = \"Old\")] int Find(int id); [Obsolete(\"x\", true)] static TimeSpan? Old(int "
            + "value) => null;")]
    [InlineData("[Cached] Task<Dictionary<int, string>> Find(IEnumerable<int> ids); Task<int> Find(int[] ids);")]
    public void Emit_NamesAndAttributesInTheWay_Compiles(string members)
        => Assert.Contains("StoreDecorator", Emit($"public interface IStore {{ {members} }}"), StringComparison.Ordinal);

    [Fact]
    public void Emit_OverloadPriority_IsTheDecoratorsToo() => Assert.Contains(
        "[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]\n    public int Find(object id)",
        Emit("""
            public interface IStore
            {
                [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] int Find(object id);
                [Cached] int Find(string id);
            }
            """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("[RequiresUnreferencedCode(\"r\"), Cached, Monitored] Task<int> Find(int id);", 3)]
    [InlineData("[RequiresUnreferencedCode(\"r\"), Monitored] int Find(int id);", 2)]
    [InlineData("[RequiresUnreferencedCode(\"r\"), Cached, Monitored] Task<int[]> Find(int[] ids);", 3)]
    [InlineData("[RequiresUnreferencedCode(\"r\"), Cached, Invalidates(All = true)] Task<int> Find(int id);", 3)]
    public void Emit_Requirement_IsRepeatedWhereverTheInnerCallIsMade(string member, int methods)
        => Assert.Equal(
            methods, Emit($"public interface IStore {{ {member} }}").Split("RequiresUnreferencedCode(\"r\")]").Length - 1);

    [Fact]
    public void Emit_KeyThatTheTrimmerMustSee_IsAnnotated() => Assert.Contains(
        "[property: global::System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(",
        Emit("""
            public interface IStore
            {
                [Cached] int Find([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type);
            }
            """),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_FunctionOfAnInheritedInterface_IsCalledThere() => Assert.Contains(
        "global::Demo.IBase<int>.Weigh(value)",
        Emit("""
            public interface IBase<T> { [Cached(WeightFrom = "Weigh")] T Find(int id); static long Weigh(T value) => 1; }
            public interface IStore : IBase<int> { [Monitored] void Touch(); }
            """, "IStore.g.cs"),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_InheritedInterfacesThatCannotUnify_AreImplemented() => Assert.Contains(
        "class StoreDecorator<T>",
        Emit("""
            public interface IRead<T> { T Read(); }
            public interface IStore<T> : IRead<T[]>, IRead<string> { [Cached] int Find(); }
            """),
        StringComparison.Ordinal);

    [Fact]
    public void Emit_SharedRegion_HasTheOptionsOfTheFirstThatSetsAny() => Assert.Contains(
        "{ Region = \"r\", Lifetime = global::System.TimeSpan.FromSeconds(5) }",
        Emit("""
            public interface IStore
            {
                [Cached(Region = "r")] int Find(int id);
                [Cached(Region = "r", Seconds = 5)] int Get(int id);
                [Cached(Region = "r", Seconds = 6)] int Read(int id);
            }
            """),
        StringComparison.Ordinal);

    private static string Emit(string source, string file = "g.cs")
        => Assert.Single(
            DecoratorVerifier.Run("namespace Demo;\n" + source).Files,
            emitted => emitted.Key.StartsWith("Demo.IStore", StringComparison.Ordinal)
                && emitted.Key.EndsWith(file, StringComparison.Ordinal)).Value;
}
