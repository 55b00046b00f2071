namespace Rote.Generators.Tests.Snapshots;

public sealed class WriteBehindSnapshots
{
    [Fact]
    public void WriteBehind() => DecoratorVerifier.Verify("""
        namespace Demo;

        public enum Urgency { Low, Normal, High }

        public interface IWrites
        {
            [WriteBehind(
                nameof(StoreManyAsync),
                FlushSize = 200,
                MaxDelayMilliseconds = -1,
                MaxCommitSize = 50,
                MaxConcurrentCommits = 2,
                MaxPending = 1000,
                CommitTimeoutMilliseconds = 5000,
                PoisonIsolation = true,
                ReadYourWrites = true)]
            [Monitored, Invalidates(nameof(GetAsync), Tags = ["user:{userId}"])]
            Task StoreAsync([Scope] string userId, string id, [Priority] bool urgent = false, CancellationToken ct = default);
            Task StoreManyAsync(string userId, IReadOnlyList<string> ids, CancellationToken ct = default);

            [WriteBehind(nameof(AppendAllAsync), Acknowledge = WriteAcknowledgement.OnEnqueue)]
            [Invalidates(All = true)]
            ValueTask AppendAsync([Partition] string log, string line, [Priority(AtLeast = (int)Urgency.High)] Urgency urgency);
            ValueTask AppendAllAsync(List<string> lines);

            [WriteBehind(nameof(TouchAllAsync))] Task TouchAsync(int id);
            Task TouchAllAsync(int[] ids);

            [Cached(Tags = ["user:{userId}"])]
            ValueTask<string?> GetAsync([Scope] string userId, string id, CancellationToken ct = default);
            Task<int> CountAsync();
            int Count();
            IAsyncEnumerable<string> ReadAsync(string userId);
        }
        """);

    [Fact]
    public void WriteBehindThatDoesNotFit() => DecoratorVerifier.Verify("""
        namespace Demo;

        public interface IUnfit
        {
            [WriteBehind("Nothing")] Task NamelessAsync(string text);
            [WriteBehind(nameof(AllAsync))] void Synchronous(string text);
            [WriteBehind(nameof(AllAsync))] Task<int> WithResultAsync(string text);
            [WriteBehind(nameof(AllAsync))] Task LosesAsync(string user, string text);
            [WriteBehind(nameof(AllAsync))] Task ScopedAsync([Scope] string text);
            [WriteBehind(nameof(AllAsync))] Task PriorityAsync(string text, [Priority] double urgent);
            [WriteBehind(nameof(AllAsync)), Batched(nameof(AllAsync))] Task BothAsync(string text);
            [WriteBehind(nameof(AllAsync))] Task FlushAsync(string text);
            Task AllAsync(IReadOnlyList<string> texts);
        }
        """);
}
