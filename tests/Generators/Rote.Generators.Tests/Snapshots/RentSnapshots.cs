namespace Rote.Generators.Tests.Snapshots;

/// <summary>Stores that are obtained for each call: from a pool, or opened at the first use.</summary>
public sealed class RentSnapshots
{
    [Fact]
    public void PooledStore() => DecoratorVerifier.Verify("""
        namespace Demo;

        [Pooled]
        public interface INotes
        {
            [Cached(Seconds = 60), Batched(nameof(GetManyAsync))]
            Task<string?> GetAsync([Scope] string user, string id, CancellationToken ct = default);
            Task<IReadOnlyList<string?>> GetManyAsync(string user, IReadOnlyList<string> ids, CancellationToken ct = default);

            ValueTask<int> CountAsync(string user);
            ValueTask TouchAsync(string lease, CancellationToken ct);
            Task StoreAsync<TNote>(string user, TNote note) where TNote : notnull;
            IAsyncEnumerable<string> ReadAsync(string user, CancellationToken ct = default);
            IAsyncEnumerable<string?> ReadAllAsync();
            IEnumerable<string> List(string user);
            IEnumerable<string>[] Groups(string user);
            bool TryGet(string user, [NotNullWhen(true)] out string? note);
            [return: MaybeNull] string Find(string user);
            void Import(ReadOnlySpan<char> text, ref int count);
            int Capacity { get; }
            string this[string lease] { get; }
        }
        """);

    [Fact]
    public void PooledWithoutAspects() => DecoratorVerifier.Verify("""
        namespace Demo;

        [Pooled]
        public interface IStore<TKey> : IAsyncDisposable, IDisposable
            where TKey : notnull
        {
            Task<string> GetAsync(TKey key, CancellationToken ct = default);
        }
        """);

    [Fact]
    public void LazyStore() => DecoratorVerifier.Verify("""
        namespace Demo;

        [OpenedLazily]
        public interface INotes
        {
            [Cached(Seconds = 60)]
            Task<string?> GetAsync([Scope] string user, string id, CancellationToken ct = default);

            ValueTask<int> CountAsync(string store);
            ValueTask TouchAsync(string user, CancellationToken ct);
            IAsyncEnumerable<string> ReadAsync(string user, CancellationToken ct = default);
            IEnumerable<string> List(string user);
            bool TryGet(string user, [NotNullWhen(true)] out string? note);
            ref int Counter(string user);
            int Capacity { get; set; }
            string this[string user] { get; set; }
            event EventHandler? Changed;
        }
        """);

    [Fact]
    public void PooledAndLazy() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IBase
        {
            Task<int> GetAsync(int id);
            int Size { get; }
        }

        [Pooled, OpenedLazily]
        internal interface IDerived : IBase
        {
            new Task<string> GetAsync(int id);
            new long Size { get; }
        }
        """);

    /// <summary>With other aspects, the decorator is there; over a pool it is not.</summary>
    [Theory]
    [InlineData("event System.EventHandler Changed;")]
    [InlineData("int Size { get; set; }")]
    [InlineData("ref int Counter();")]
    [InlineData("Span<int> Values();")]
    [InlineData("IEnumerator<int> Walk();")]
    [InlineData("IAsyncEnumerator<int> WalkAsync();")]
    [InlineData("System.Collections.IEnumerable All();")]
    [InlineData("Task? MaybeAsync();")]
    [InlineData("Task GetAsync(ref int id);")]
    [InlineData("IAsyncEnumerable<int> ReadAsync(in int id);")]
    [InlineData("unsafe int* Pointer();")]
    public void Pooled_MemberThatNeedsItsConnection_HasNoPool(string member)
    {
        string annotated = Generated($"[Rote.Pooled] public interface IStore {{ [Rote.Cached] int Get(int id); {member} }}");

        Assert.Contains("class StoreDecorator", annotated, StringComparison.Ordinal);
        Assert.DoesNotContain("ConnectionPool", annotated, StringComparison.Ordinal);
        Assert.Empty(Generated($"[Rote.Pooled] public interface IStore {{ int Get(int id); {member} }}"));
    }

    [Theory]
    [InlineData("Task GetAsync(ref int id);")]
    [InlineData("IAsyncEnumerable<int> ReadAsync(in int id);")]
    [InlineData("unsafe int* Pointer();")]
    public void OpenedLazily_MemberThatCannotWait_HasNoLazyStore(string member)
        => Assert.Empty(Generated($"[Rote.OpenedLazily] public interface IStore {{ int Get(int id); {member} }}"));

    [Theory]
    [InlineData("")]
    [InlineData("[Rote.Monitored] ")]
    public void Pooled_OneInterface_HasOneFile(string aspect)
    {
        var run = GeneratorRunOf(
            $"[Rote.Pooled, Rote.OpenedLazily] public interface IStore {{ {aspect}int Get(int id); int Other(); }}");

        Assert.Single(run.Files);
        Assert.Empty(run.Problems);
    }

    private static string Generated(string source)
    {
        var run = GeneratorRunOf(source);
        return string.Concat(run.Files.Values);
    }

    private static Testing.GeneratorRun GeneratorRunOf(string source) => Testing.GeneratorRun.Of(
        new DecoratorGenerator(),
        "#pragma warning disable CS1591\nusing System; using System.Collections.Generic; using System.Threading.Tasks;\n"
        + $"namespace Demo; {source}");
}
