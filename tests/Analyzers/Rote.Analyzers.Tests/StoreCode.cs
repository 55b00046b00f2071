using System.Collections.Immutable;
using Rote.Analyzers.Rules;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>A store, a fake of it that counts, and the program around the statements of a case.</summary>
internal static class StoreCode
{
    public const string Store = """
        public sealed record Memory(string Id, string Text, ReadOnlyMemory<float> Vector = default, string? ParentId = null)
        {
            public bool IsStored { get; set; }

            public string? Note { get; set; }
        }

        public sealed record Hit(string Id, double Score);

        public interface IRecallStore
        {
            [Cached(Seconds = 300, Tags = ["user:{userId}"]), Monitored]
            ValueTask<Memory?> GetAsync([Scope] string userId, string id, CancellationToken ct = default);

            [Cached(Seconds = 300, Tags = ["user:{userId}"]), Monitored]
            ValueTask<IReadOnlyList<Memory?>> GetManyAsync(
                [Scope] string userId, IReadOnlyList<string> ids, CancellationToken ct = default);

            [Batched(nameof(EmbedManyAsync), MaxBatchSize = 96), Cached(Hours = 24, Region = "embeddings"), Monitored]
            ValueTask<ReadOnlyMemory<float>> EmbedAsync(string text, CancellationToken ct = default);

            [Cached(Hours = 24, Region = "embeddings"), Monitored]
            ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedManyAsync(
                IReadOnlyList<string> texts, CancellationToken ct = default);

            [Invalidates(Tags = ["user:{userId}"]), Monitored]
            ValueTask StoreAsync([Scope] string userId, Memory memory, CancellationToken ct = default);

            [Invalidates(Tags = ["user:{userId}"]), Monitored]
            ValueTask StoreManyAsync([Scope] string userId, IReadOnlyList<Memory> memories, CancellationToken ct = default);

            Task<bool> DeleteAsync(string id, CancellationToken ct = default);

            Task DeleteBatchAsync(IEnumerable<string> ids, CancellationToken ct = default);

            IAsyncEnumerable<Hit> SearchAsync(string query, int limit = 10, CancellationToken ct = default);

            IAsyncEnumerable<IReadOnlyList<Hit>> SearchAsync(
                IReadOnlyList<string> queries, int limit = 10, CancellationToken ct = default);

            Task<IReadOnlyList<string>> RelatedAsync(string id);

            Task<Memory> TouchAsync(string id);

            bool SupportsBatches { get; }

            Memory? Peek(string id);
        }
        """;

    private const string Before = """
        public interface ILog
        {
            void Write(string text);

            Task WriteAsync(string text);
        }

        public enum Kind
        {
            Fact,
            Event,
        }

        public sealed class Request
        {
            public string? Cursor { get; set; }

            public string Text { get; set; } = "";
        }

        public sealed class Subject(IRecallStore store, IRecallStore[] stores, ILog log)
        {
            private readonly Dictionary<string, Memory?> _known = [];
            private string? _cursor;
            private Memory? _last;

            public int Count { get; private set; }

            public async Task<object?> RunAsync(
                string user, List<string> ids, IReadOnlyList<string> texts, List<Memory> memories, CancellationToken ct)
            {
                var results = new List<Memory?>();

        """;

    private const string After = """

                await log.WriteAsync($"{user} {ids} {texts} {memories} {ct} {stores} {_known} {_cursor} {_last} {store}");
                return results;
            }

            private static bool Accepts(Memory? memory) => memory is not null;

            private void Advance(Memory? memory) => _last = memory;
        }
        """;

    /// <summary>A case that puts statements into a method with a store and things to ask it for.</summary>
    public static AnalyzerTest PerElement(string statements) => new(new ROTE1001PerElementCallAnalyzer())
    {
        Support = [Store],
        Sources = [Around(statements)],
    };

    /// <summary>The file in which statements of a case stand.</summary>
    public static string Around(string statements) => Before + Indent(statements) + After;

    /// <summary>The same case, with a severity other than the rule's.</summary>
    public static AnalyzerTest PerElement(string statements, Microsoft.CodeAnalysis.DiagnosticSeverity severity)
        => new(new ROTE1001PerElementCallAnalyzer()) { Support = [Store], Sources = [Around(statements)], Severity = severity };

    /// <summary>A case of whole files.</summary>
    public static AnalyzerTest PerElementFiles(params ImmutableArray<string> sources)
        => new(new ROTE1001PerElementCallAnalyzer()) { Support = [Store], Sources = sources };

    private static string Indent(string statements)
        => string.Join('\n', statements.ReplaceLineEndings("\n").Split('\n')
            .Select(line => line.Length == 0 ? line : "        " + line));
}
