namespace Rote.Generators.Tests.Snapshots;

/// <summary>Composites of several stores.</summary>
public sealed class FanOutSnapshots
{
    private const string Hit = """
        namespace Demo;

        public sealed record Hit(string Id, double Score, float? Distance, int Rank, string? Note)
        {
            public decimal? Weigh() => Rank;
        }

        """;

    [Fact]
    public void FanOut() => CompositeVerifier.Verify(Hit + """
        public interface ISearch
        {
            [FanOut(Score = nameof(Hit.Score), Key = nameof(Hit.Id)), Monitored]
            ValueTask<IReadOnlyList<Hit>> SearchAsync(string query, int limit, CancellationToken ct = default);

            [FanOut(Score = nameof(Hit.Score), Key = nameof(Hit.Id))]
            Task<FanOutResult<Hit>> SearchInFullAsync([Scope] string userId, string query, int limit, CancellationToken ct);

            [FanOut(FanOutMode.All)]
            ValueTask DeleteAsync(string id, CancellationToken ct = default);

            [FanOut(FanOutMode.First)]
            Task<string> AddAsync(string text, CancellationToken ct = default);

            async ValueTask<Hit?> BestAsync(string query, CancellationToken ct = default)
                => await SearchAsync(query, 1, ct) is [var best] ? best : null;
        }
        """);

    [Fact]
    public void FanOutAnswers() => CompositeVerifier.Verify(Hit + """
        public interface ISearch
        {
            [FanOut(Score = "Score", Key = "Id")] Task<IReadOnlyList<Hit>> ReadOnlyListAsync(int limit);
            [FanOut(Score = "Score", Key = "Id")] Task<Hit[]> ArrayAsync(int limit);
            [FanOut(Score = "Score", Key = "Id")] ValueTask<List<Hit>> ListAsync(int limit);
            [FanOut(Score = "Score", Key = "Id")] Task<IList<Hit>> ListInterfaceAsync(int limit);
            [FanOut(Score = "Score", Key = "Id")] ValueTask<IReadOnlyCollection<Hit>> CollectionAsync(int limit);
            [FanOut(Score = "Score", Key = "Id")] Task<IEnumerable<Hit>> SequenceAsync(int limit);
            [FanOut(Score = "Score", Key = "Id")] ValueTask<FanOutResult<Hit>> ResultAsync(int limit);
        }
        """);

    [Fact]
    public void FanOutScoresAndLimits() => CompositeVerifier.Verify(Hit + """
        public interface ISearch
        {
            static double ScoreOf(Hit hit) => 1.0 / hit.Rank;
            static (string, int) KeyOf(Hit hit) => (hit.Id, hit.Rank);

            [FanOut(Score = nameof(Hit.Distance), LowestFirst = true, Key = nameof(Hit.Id), Limit = nameof(top))]
            Task<Hit[]> NearestAsync(ReadOnlyMemory<float> vector, int top, int limit);

            [FanOut(Score = nameof(Hit.Rank), LowestFirst = true, Key = nameof(Hit.Id), MaxItems = 50)]
            Task<Hit[]> RankedAsync(CancellationToken ct);

            [FanOut(Score = nameof(Hit.Weigh), Key = nameof(Hit.Id), MaxItems = 50)]
            Task<Hit[]> WeighedAsync(string query, int limit);

            [FanOut(Score = nameof(ScoreOf), Key = nameof(KeyOf))]
            Task<Hit[]> FromFunctionsAsync(string query, int limit = 10);

            [FanOut(Score = "Score", Key = "Id", MaxItems = 9)]
            Task<(int Id, double Score)[]> TuplesAsync(
                string state, string item, string Item7, string @class, params string[] store);
        }
        """);

    [Fact]
    public void FanOutGeneric() => CompositeVerifier.Verify(Hit + """
        public interface IScored
        {
            double Score { get; }
        }

        internal interface IStore<TKey, TItem> : IAsyncDisposable, IDisposable
            where TKey : notnull, IComparable<TKey>
            where TItem : class, IScored
        {
            static TKey KeyOf(TItem item) => default!;

            [FanOut(Score = nameof(IScored.Score), Key = nameof(KeyOf))]
            ValueTask<IReadOnlyList<TItem>> SearchAsync<TFilter>(TFilter filter, int limit, CancellationToken ct = default)
                where TFilter : struct;

            [FanOut(FanOutMode.All)]
            Task RemoveAsync(TKey key, CancellationToken one, CancellationToken other);

            [FanOut(FanOutMode.All)]
            Task ClearAsync();
        }
        """);

    [Fact]
    public void FanOutFirst() => CompositeVerifier.Verify("""
        namespace Demo;

        public interface IBase
        {
            [FanOut(FanOutMode.First)] Task<int> GetAsync(int id);
            [FanOut(FanOutMode.First)] int Size { get; }
        }

        [Obsolete]
        public interface IShapes : IBase
        {
            [FanOut(FanOutMode.First)] new Task<string> GetAsync(int id);
            [FanOut(FanOutMode.First)] new long Size { get; }
            [FanOut(FanOutMode.First)] bool TryGet(string user, [NotNullWhen(true)] out string? note);
            [FanOut(FanOutMode.First)] void Import(ReadOnlySpan<char> text, ref int count);
            [FanOut(FanOutMode.First)] ref int Counter(string user);
            [FanOut(FanOutMode.First)] IAsyncEnumerable<string> ReadAsync(string user, CancellationToken ct = default);
            [FanOut(FanOutMode.First)] string this[string user] { get; set; }
            [FanOut(FanOutMode.First)] event EventHandler? Changed;
            int Twice => (int)Size * 2;
        }
        """);

    [Fact]
    public void FanOutSameNames() => CompositeVerifier.Verify("""
        namespace Demo;

        public interface IStore
        {
            [FanOut(FanOutMode.All)] Task ClearAsync();
        }

        public interface IStore<T>
        {
            [FanOut(FanOutMode.All)] Task ClearAsync();
        }

        public sealed class StoreFanOut2;
        """);

    /// <summary>A composite asks an item as other code of the project could, or there is none.</summary>
    [Theory]
    [InlineData("class Item : Base { public Guid Own => default; }", true)]
    [InlineData("class Item : Base { private new int Score => 0; }", true)]
    [InlineData("class Item : Base { public new decimal? Score; }", true)]
    [InlineData("class Item : Base { public new float Score() => 0; }", true)]
    [InlineData("class Item : Base { public new static double Score => 0; }", false)]
    [InlineData("class Item : Base { public new double Score(int by) => by; }", false)]
    [InlineData("class Item : Base { public new double Score { private get; set; } }", false)]
    [InlineData("class Item : Base { public new double Score { protected get; set; } }", false)]
    [InlineData("class Item : Base { [MaybeNull] public new string Id => null; }", false)]
    [InlineData("class Item : Base { [MaybeNull] public new string Id = null!; }", false)]
    [InlineData("class Item : Base { [return: MaybeNull] public new string Id() => null; }", false)]
    [InlineData("interface Item : ILeft { string Id { get; } }", true)]
    [InlineData("interface Item : ILeft, IRight { string Id { get; } }", false)]
    [InlineData("interface Item : ILeft, IRight { string Id { get; } new int Score { get; } }", true)]
    [InlineData("interface Item : ILeft, ILower { string Id { get; } }", true)]
    public void FanOut_ScoreOrKeyHiddenOrAmbiguous_HasAComposite(string item, bool expected)
    {
        const string Bases = """
            namespace Demo;

            public class Base { public string Id => ""; public double Score => 1; }
            public interface ILeft { double Score { get; } }
            public interface IRight { double Score { get; } }
            public interface ILower : ILeft { new float Score { get; } }

            """;
        var run = CompositeVerifier.Run(Bases + $$"""
            #pragma warning disable CS8603
            public {{item}}
            public interface ISearch { [FanOut(Score = "Score", Key = "Id")] Task<Item[]> FindAsync(int limit); }
            """);

        Assert.Equal(expected ? 1 : 0, run.Files.Count);
    }

    /// <summary>Bounds of a type parameter are like bases, but that none of them hides another.</summary>
    [Theory]
    [InlineData("Base", true)]
    [InlineData("ILeft, IKeyed", true)]
    [InlineData("Base, ILeft", true)]
    [InlineData("ILeft, IRight, IKeyed", false)]
    public void FanOut_ScoreOfATypeParameter_IsThatOfItsBounds(string bounds, bool expected)
    {
        var run = CompositeVerifier.Run($$"""
            public class Base { public string Id => ""; public double Score => 1; }
            public interface IKeyed { string Id { get; } }
            public interface ILeft { double Score { get; } }
            public interface IRight { double Score { get; } }
            public interface ISearch<T> where T : {{bounds}}
            {
                [FanOut(Score = "Score", Key = "Id")] Task<T[]> FindAsync(int limit);
            }
            """);

        Assert.Equal(expected ? 1 : 0, run.Files.Count);
    }

    /// <summary>What an inherited member lacks, the interface may give it: its body runs on the composite.</summary>
    [Theory]
    [InlineData("public interface ISearch : IForeign { Task IForeign.SyncAsync() => null!; int IForeign.Size => 0;", true)]
    [InlineData("public interface ISearch : IForeign { Task IForeign.SyncAsync() => Task.CompletedTask;", false)]
    [InlineData("public interface ISearch : ISynced { int IForeign.Size => 0;", true)]
    [InlineData("public interface ISearch : ISynced { int IForeign.Size => 0; abstract Task IForeign.SyncAsync();", false)]
    public void FanOut_InheritedMemberThatIsImplementedLater_NeedsNoRule(string declaration, bool expected)
    {
        var run = CompositeVerifier.Run($$"""
            public interface IForeign { Task SyncAsync(); int Size { get; } }
            public interface ISynced : IForeign { Task IForeign.SyncAsync() => Task.CompletedTask; }
            {{declaration}} [FanOut(FanOutMode.All)] Task ClearAsync(); }
            """);

        Assert.Equal(expected ? 1 : 0, run.Files.Count);
    }

    /// <summary>One member without a rule, or with one that it cannot follow, and there is no composite.</summary>
    [Theory]
    [InlineData("Task ClearAsync();")]
    [InlineData("int Size { get; }")]
    [InlineData("event EventHandler? Changed;")]
    [InlineData("[FanOut(FanOutMode.All)] int Size { get; }")]
    [InlineData("[FanOut(FanOutMode.All)] event EventHandler? Changed;")]
    [InlineData("[FanOut(FanOutMode.All)] Task<int> ClearAsync();")]
    [InlineData("[FanOut(FanOutMode.All)] void Clear();")]
    [InlineData("[FanOut(FanOutMode.All)] Task ClearAsync(ref int count);")]
    [InlineData("[FanOut(FanOutMode.All), RequiresUnreferencedCode(\"\")] Task ClearAsync();")]
    [InlineData("[FanOut((FanOutMode)3)] Task ClearAsync();")]
    [InlineData("[FanOut] Task<Hit[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\")] Task<Hit[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Key = \"Id\")] Task<Hit[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Nothing\", Key = \"Id\")] Task<Hit[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Note\", Key = \"Id\")] Task<Hit[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Nothing\")] Task<Hit[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Note\")] Task<Hit[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Self\")] Task<Hit[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Distance\")] Task<Hit[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\")] Task<Hit[]> FindAsync(int count);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\", Limit = \"count\")] Task<Hit[]> FindAsync(long count, int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\", MaxItems = -1)] Task<Hit[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\")] Task<Hit?[]> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\")] Task<Hit[]?> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\")] Task<Hit> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\")] Hit[] Find(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\")] IAsyncEnumerable<Hit> FindAsync(int limit);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\")] Task<Hit[]> FindAsync(int limit, in int by);")]
    [InlineData("[FanOut(Score = \"Score\", Key = \"Id\")] Task<Hit[]> FindAsync(ReadOnlySpan<char> query, int limit);")]
    public void FanOut_MemberWithoutARuleThatFits_HasNoComposite(string member)
        => Assert.Empty(CompositeVerifier.Run(
            Hit.Replace("Weigh()", "Weigh() => 0; public Hit Self => this; decimal? Own()", StringComparison.Ordinal)
            + $"public interface ISearch {{ [FanOut(FanOutMode.First)] Task<int> CountAsync(); {member} }}").Files);
}
