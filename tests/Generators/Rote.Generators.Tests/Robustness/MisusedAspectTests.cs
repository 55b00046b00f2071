namespace Rote.Generators.Tests.Robustness;

/// <summary>
/// Attributes of bulk calls and rented stores where they do not belong, or on odd shapes. All compile without a warning: what
/// cannot be wrapped is forwarded.
/// </summary>
public sealed class MisusedAspectTests
{
    private const string Folds = "Task Folds(IReadOnlyList<Rote.Buffering.Aggregate<string>> all);";

    [Theory]
    [InlineData("[Batched(\"B\")] Task<int> A(string @event, CancellationToken @default); "
        + "Task<IReadOnlyList<int>> B(IReadOnlyList<string> @class, CancellationToken @default);")]
    [InlineData("[Batched(\"@class\")] Task<int> @event(string @in); Task<int[]> @class(string[] @in);")]
    [InlineData("[Batched(\"class\")] Task<int> @event(string @in); Task<int[]> @class(string[] @in);")]
    [InlineData("[Batched(\"A\")] Task<int> A(string x); Task<int[]> A(string[] x);")]
    [InlineData("[Batched(null!)] Task<int> A(string x); Task<int[]> B(string[] x);")]
    [InlineData("[Batched(\"\")] Task<int> A(string x); [Batched(\"nowhere\")] Task<int> C(string x);")]
    [InlineData("[Batched(\"B\", MaxBatchSize = -1, MaxDelayMilliseconds = int.MinValue, MaxConcurrentBatches = 0)] "
        + "Task<int> A(string x); Task<int[]> B(string[] x);")]
    [InlineData("[Batched(\"B\")] Task<int> A(string x); int[] B { get; }")]
    [InlineData("[Batched(\"B\")] Task<T> A<T>(T x); Task<T[]> B<T>(T[] x);")]
    [InlineData("[Batched(\"B\")] Task<int?> A(int? x); Task<int?[]> B(int?[] x);")]
    [InlineData("[Batched(\"B\")] Task<string?> A((int Id, string? Name) x); Task<string?[]> B((int, string?)[] x);")]
    [InlineData("[Batched(\"B\")] Task<dynamic> A(dynamic x); Task<dynamic[]> B(dynamic[] x);")]
    [InlineData("[Batched(\"B\")] Task<int> A(params string[] x); Task<int[]> B(string[][] x);")]
    [InlineData("[Batched(\"B\"), Monitored] Task<int> A(in int x); Task<int[]> B(int[] x);")]
    [InlineData("[Batched(\"B\"), Monitored] Task<int> A(ReadOnlySpan<char> x); Task<int[]> B(string[] x);")]
    [InlineData("[Batched(\"B\"), Monitored] unsafe void A(int* x); Task<int[]> B(int[] x);")]
    [InlineData("[Batched(\"B\")] Task<int> A(int x); Task<int[]> B(ref int[] x);")]
    [InlineData("[Batched(\"B\")] Task<int> A(int x); Task<Dictionary<int, int>> B(HashSet<int> x);")]
    [InlineData("[Batched(\"B\"), WriteBehind(\"B\"), Monitored] Task A(int x); Task B(int[] x);")]
    [InlineData("[Batched(\"B\"), Aggregated(\"Folds\"), Monitored] Task A(string s, int v); Task B(int[] x); " + Folds)]
    [InlineData("[WriteBehind(\"Folds\"), Aggregated(\"Folds\"), Monitored] Task A(string s, int v); " + Folds)]
    [InlineData("[Batched(\"B\"), WriteBehind(\"B\"), Aggregated(\"B\"), Cached, Invalidates(All = true), Monitored] "
        + "ValueTask<int> A(string s, int v); ValueTask<int[]> B(string[] s);")]
    [InlineData("[WriteBehind(\"B\")] Task<int> A(int x); Task<int[]> B(int[] x); [Monitored] void C();")]
    [InlineData("[WriteBehind(\"B\")] Task A(int x, [Priority] bool p, [Priority] int q); Task B(int[] x);")]
    [InlineData("[WriteBehind(\"B\")] Task A([Partition] int x); Task B(int[] x); [Monitored] void C();")]
    [InlineData("[WriteBehind(\"B\")] Task A([Priority, Partition] string k, int x); Task B(string k, int[] x);")]
    [InlineData("[WriteBehind(\"B\", FlushSize = 0, MaxPending = -1, MaxDelayMilliseconds = -7, "
        + "Acknowledge = (WriteAcknowledgement)9)] Task A(int x); Task B(int[] x);")]
    [InlineData("[WriteBehind(\"B\")] Task A(int x); [WriteBehind(\"B\")] Task A(long x); Task B(int[] x); Task B(long[] x);")]
    [InlineData("[Monitored] Task A([Priority] int x, [Partition] int y, [Sample] int z);")]
    [InlineData("[Aggregated(\"Folds\")] Task A([Sample] string s, [Sample] int v); [Monitored] void C(); " + Folds)]
    [InlineData("[Paged(\"B\"), Cached, Batched(\"B\"), Invalidates(All = true), Monitored] "
        + "IAsyncEnumerable<int> A(string cursor, CancellationToken token, CancellationToken limit); "
        + "Task<Rote.Paging.Page<int>> B(string cursor, string? @event, int @int, CancellationToken token);")]
    [InlineData("[Paged(null!)] IAsyncEnumerable<int> A(); [Paged(\"\")] IAsyncEnumerable<int> B(); [Paged(\"C\")] void C();")]
    [InlineData("[Paged(\"B\")] IAsyncEnumerable<int>? A(); Task<Rote.Paging.Page<int>> B(string? c, int l, params int[] x);")]
    [InlineData("[Paged(\"B\")] IAsyncEnumerable<int> A(); Task<Rote.Paging.Page<int>?> B(string? c);")]
    [InlineData("[Paged(\"B\")] IAsyncEnumerable<int> A(string B); Task<Rote.Paging.Page<int>> B(string B, string? c);")]
    [InlineData("[Paged(\"B\")] IAsyncEnumerable<int> A(); [Obsolete(\"x\", true)] Task<Rote.Paging.Page<int>> B(string? c);")]
    [InlineData("[Paged(\"B\")] IAsyncEnumerable<int> A(); [Obsolete] Task<Rote.Paging.Page<int>> B(string? c);")]
    public void Emit_BulkAspectMisused_Compiles(string members)
        => DecoratorVerifier.Run($"namespace Demo;\npublic interface IStore {{ {members} }}");

    [Theory]
    [InlineData("[Pooled] public interface @class { [Monitored] Task @event(string @default = \"\"); int @in { get; } }")]
    [InlineData("[Pooled, OpenedLazily] public interface IS<@event> where @event : class, new() { "
        + "[Monitored] Task A(@event x); }")]
    [InlineData("public class Outer<T> { [Pooled, OpenedLazily] public interface IS { [Monitored] Task<T> A(T x); } }")]
    [InlineData("[Pooled] public interface IS { [Monitored] Task A(); event Action? E; }")]
    [InlineData("[OpenedLazily] public interface IS { [Monitored] Task A(); event Action? E; int this[int i] { get; set; } }")]
    [InlineData("[Pooled, OpenedLazily] public interface IS { [Monitored] Task A(); ref int R(); int W { set; } }")]
    [InlineData("[Pooled, OpenedLazily] public interface IS : IDisposable, IAsyncDisposable { [Monitored] Task A(); }")]
    [InlineData("[Pooled, OpenedLazily] public interface IS { [Monitored] Task A(); int D() => 3; static int S() => 4; }")]
    [InlineData("[Pooled, OpenedLazily] public interface IS { [Monitored] Task A(); void O(out int x, ref int y, in int z); }")]
    [InlineData("[Pooled, OpenedLazily] public interface IS { "
        + "[Monitored] Task A(); void P(ReadOnlySpan<int> x); Span<int> Q(); }")]
    [InlineData("[Pooled, OpenedLazily] public interface IS { "
        + "[Monitored] IAsyncEnumerable<int> A(CancellationToken x = default); }")]
    [InlineData("[Pooled, OpenedLazily] public interface IS { [Monitored] IEnumerable<int> A(); IEnumerator<int>? B(); }")]
    [InlineData("[Pooled, OpenedLazily] public interface IS { [Monitored] T A<T>(T x) where T : struct, allows ref struct; }")]
    [InlineData("public interface IL { Task X(); } public interface IR { Task X(); } "
        + "[Pooled, OpenedLazily] public interface IS : IL, IR { [Monitored] Task A(); }")]
    [InlineData("[Pooled] public interface IS { [Batched(\"B\")] Task<int> A(int x); Task<int[]> B(int[] x); "
        + "[WriteBehind(\"D\")] Task C(int x); Task D(int[] x); Task A(int pool, string lease, int store, object inner); }")]
    [InlineData("[Pooled, OpenedLazily, Obsolete] public interface IS { [Monitored, Obsolete] Task A(); }")]
    public void Emit_RentedStoreOfAnOddShape_Compiles(string source)
        => DecoratorVerifier.Run($"namespace Demo;\n{source}");
}
