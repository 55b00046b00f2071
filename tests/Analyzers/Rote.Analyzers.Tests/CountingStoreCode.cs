namespace Rote.Analyzers.Tests;

/// <summary>A store in memory that counts its calls and notes their effects, and a program that runs a case on it.</summary>
internal static class CountingStoreCode
{
    public const string Text = """
        public sealed class CountingStore : IRecallStore
        {
            private readonly Dictionary<string, Memory> _memories = [];

            public int Calls { get; private set; }

            public List<string> Effects { get; } = [];

            public bool SupportsBatches => true;

            public async ValueTask<Memory?> GetAsync(string userId, string id, CancellationToken ct = default)
                => (await GetManyAsync(userId, [id], ct))[0];

            public ValueTask<IReadOnlyList<Memory?>> GetManyAsync(
                string userId, IReadOnlyList<string> ids, CancellationToken ct = default)
            {
                Calls++;
                var found = new List<Memory?>();
                foreach (var id in ids)
                {
                    found.Add(id.Contains('!') ? null : new Memory(id, userId + "/" + id));
                }

                return new(found);
            }

            public async ValueTask<ReadOnlyMemory<float>> EmbedAsync(string text, CancellationToken ct = default)
                => (await EmbedManyAsync([text], ct))[0];

            public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedManyAsync(
                IReadOnlyList<string> texts, CancellationToken ct = default)
            {
                Calls++;
                var vectors = new List<ReadOnlyMemory<float>>();
                foreach (var text in texts)
                {
                    vectors.Add(new float[] { text.Length, text[0] });
                }

                return new(vectors);
            }

            public ValueTask StoreAsync(string userId, Memory memory, CancellationToken ct = default)
                => StoreManyAsync(userId, [memory], ct);

            public ValueTask StoreManyAsync(string userId, IReadOnlyList<Memory> memories, CancellationToken ct = default)
            {
                Calls++;
                foreach (var memory in memories)
                {
                    _memories[memory.Id] = memory;
                    Effects.Add($"store {userId} {memory.Id} {memory.Text} {string.Join(' ', memory.Vector.ToArray())}");
                }

                return default;
            }

            public async Task<bool> DeleteAsync(string id, CancellationToken ct = default)
            {
                await DeleteBatchAsync([id], ct);
                return true;
            }

            public Task DeleteBatchAsync(IEnumerable<string> ids, CancellationToken ct = default)
            {
                Calls++;
                foreach (var id in ids)
                {
                    Effects.Add("delete " + id);
                }

                return Task.CompletedTask;
            }

            public async IAsyncEnumerable<Hit> SearchAsync(string query, int limit = 10, CancellationToken ct = default)
            {
                await Task.CompletedTask;
                yield return new Hit(query, limit);
            }

            public async IAsyncEnumerable<IReadOnlyList<Hit>> SearchAsync(
                IReadOnlyList<string> queries, int limit = 10, CancellationToken ct = default)
            {
                await Task.CompletedTask;
                yield return [];
            }

            public Task<IReadOnlyList<string>> RelatedAsync(string id) => Task.FromResult<IReadOnlyList<string>>([id]);

            public Task<Memory> TouchAsync(string id) => Task.FromResult(new Memory(id, id));

            public Memory? Peek(string id) => null;
        }

        public static class Scenario
        {
            public static async Task<(int Calls, string[] Results)> RunAsync()
            {
                var store = new CountingStore();
                var results = await Subject.RunAsync(
                    store,
                    "ann",
                    ["a", "b!", "c", "a", "d"],
                    ["one", "two", "three", "two"],
                    [new("x", "X"), new("y", "Y"), new("z", "Z")],
                    CancellationToken.None);
                return (store.Calls, [.. results, .. store.Effects]);
            }
        }
        """;
}
