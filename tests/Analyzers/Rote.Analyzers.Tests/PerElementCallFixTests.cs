using Rote.Analyzers.Rules;
using Rote.CodeFixes.Rules;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>The hoist of ROTE1001: what it writes, that it does the same with fewer calls, and where it is not offered.</summary>
public sealed class PerElementCallFixTests
{
    private const string Fake = """
        public sealed class CountingStore : IRecallStore
        {
            private readonly Dictionary<string, Memory> _memories = [];

            public int Calls { get; private set; }

            public List<string> Effects { get; } = [];

            public bool SupportsBatches => true;

            public async ValueTask<Memory?> GetAsync(string userId, string id, CancellationToken ct = default)
                => (await GetManyAsync(userId, [id], ct))[0];

            public ValueTask<IReadOnlyList<Memory?>> GetManyAsync(string userId, IReadOnlyList<string> ids, CancellationToken ct = default)
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

            public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedManyAsync(IReadOnlyList<string> texts, CancellationToken ct = default)
            {
                Calls++;
                var vectors = new List<ReadOnlyMemory<float>>();
                foreach (var text in texts)
                {
                    vectors.Add(new float[] { text.Length, text[0] });
                }

                return new(vectors);
            }

            public ValueTask StoreAsync(string userId, Memory memory, CancellationToken ct = default) => StoreManyAsync(userId, [memory], ct);

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

            public async IAsyncEnumerable<IReadOnlyList<Hit>> SearchAsync(IReadOnlyList<string> queries, int limit = 10, CancellationToken ct = default)
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

    public static TheoryData<string, string, string> Reads => new()
    {
        {
            "foreach",
            """
            // the memories
            foreach (var id in ids)
            {
                var m = await [|store.GetAsync(user, id, ct)|];
                // keep it
                results.Add($"{m}"); // in order
            }
            """,
            """
            // the memories
            var loaded = await store.GetManyAsync(user, ids, ct);
            for (var i = 0; i < ids.Count; i++)
            {
                var m = loaded[i];
                // keep it
                results.Add($"{m}"); // in order
            }
            """
        },
        {
            "element used elsewhere",
            """
            foreach (var id in ids)
            {
                var memory = await [|store.GetAsync(user, id, ct)|].ConfigureAwait(false);
                results.Add(id + memory?.Text);
            }
            """,
            """
            var memories2 = await store.GetManyAsync(user, ids, ct).ConfigureAwait(false);
            for (var i = 0; i < ids.Count; i++)
            {
                var id = ids[i];
                var memory = memories2[i];
                results.Add(id + memory?.Text);
            }
            """
        },
        {
            "explicit type, array, embedded statement",
            """
            var array = ids.ToArray();
            foreach (string id in array)
                results.Add(id + await [|store.GetAsync(user, id)|]);
            """,
            """
            var array = ids.ToArray();
            var loaded = await store.GetManyAsync(user, array);
            for (var i = 0; i < array.Length; i++)
            {
                string id = array[i];
                results.Add(id + loaded[i]);
            }
            """
        },
        {
            "one line",
            "foreach (var id in ids) { results.Add(id + (await [|store.GetAsync(user, id)|])?.Text); }",
            """
            var loaded = await store.GetManyAsync(user, ids);
            for (var i = 0; i < ids.Count; i++) { var id = ids[i]; results.Add(id + loaded[i]?.Text); }
            """
        },
        {
            "embedded statement without the element",
            "foreach (var id in ids) results.Add($\"{await [|store.GetAsync(user, id)|]}\");",
            """
            var loaded = await store.GetManyAsync(user, ids);
            for (var i = 0; i < ids.Count; i++) results.Add($"{loaded[i]}");
            """
        },
        {
            "for",
            """
            for (var n = 0; n < texts.Count; n++)
            {
                var vector = await [|store.EmbedAsync(texts[n], ct)|];
                results.Add($"{n} {texts[n]} {vector.Length}");
            }
            """,
            """
            var vectors = await store.EmbedManyAsync(texts, ct);
            for (var n = 0; n < texts.Count; n++)
            {
                var vector = vectors[n];
                results.Add($"{n} {texts[n]} {vector.Length}");
            }
            """
        },
        {
            "for with a local that only the call uses",
            """
            for (var n = 0; n < texts.Count; n++)
            {
                var text = texts[n];
                var vector = await [|store.EmbedAsync(text, ct)|];
                results.Add($"{n} {vector.Length}");
            }
            """,
            """
            var vectors = await store.EmbedManyAsync(texts, ct);
            for (var n = 0; n < texts.Count; n++)
            {
                var vector = vectors[n];
                results.Add($"{n} {vector.Length}");
            }
            """
        },
        {
            "member of the element",
            """
            foreach (var memory in memories)
            {
                var v = await [|store.EmbedAsync(memory.Text)|];
                results.Add(memory.Id + v.Span[0]);
            }
            """,
            """
            var loaded = await store.EmbedManyAsync(memories.Select(memory => memory.Text).ToList());
            for (var i = 0; i < memories.Length; i++)
            {
                var memory = memories[i];
                var v = loaded[i];
                results.Add(memory.Id + v.Span[0]);
            }
            """
        },
        {
            "source that is no variable",
            """
            foreach (var id in ids.ToArray())
            {
                results.Add(id + await [|store.GetAsync(user, id)|]);
            }
            """,
            """
            var items = ids.ToArray();
            var loaded = await store.GetManyAsync(user, items);
            for (var i = 0; i < items.Length; i++)
            {
                var id = items[i];
                results.Add(id + loaded[i]);
            }
            """
        },
        {
            "named arguments in another order, continue, inner loop",
            """
            foreach (var id in ids)
            {
                var m = await [|store.GetAsync(ct: ct, id: id, userId: user)|];
                if (m is null)
                {
                    continue;
                }

                for (var i = 0; i < 2; i++)
                {
                    results.Add(m.Text);
                }
            }
            """,
            """
            var loaded = await store.GetManyAsync(ct: ct, ids: ids, userId: user);
            for (var i2 = 0; i2 < ids.Count; i2++)
            {
                var m = loaded[i2];
                if (m is null)
                {
                    continue;
                }

                for (var i = 0; i < 2; i++)
                {
                    results.Add(m.Text);
                }
            }
            """
        },
        {
            "two reads in one loop",
            """
            foreach (var id in ids)
            {
                var memory = await [|store.GetAsync(user, id)|];
                var vector = await [|store.EmbedAsync(id)|];
                results.Add($"{memory} {vector.Span[0]}");
            }
            """,
            """
            var memories2 = await store.GetManyAsync(user, ids);
            var vectors = await store.EmbedManyAsync(ids);
            for (var i = 0; i < ids.Count; i++)
            {
                var memory = memories2[i];
                var vector = vectors[i];
                results.Add($"{memory} {vector.Span[0]}");
            }
            """
        },
        {
            "two loops",
            """
            foreach (var id in ids)
            {
                results.Add($"{await [|store.GetAsync(user, id)|]}");
            }

            foreach (var text in texts)
            {
                results.Add(text + (await [|store.EmbedAsync(text)|]).Length);
            }
            """,
            """
            var loaded = await store.GetManyAsync(user, ids);
            for (var i = 0; i < ids.Count; i++)
            {
                results.Add($"{loaded[i]}");
            }

            var loaded2 = await store.EmbedManyAsync(texts);
            for (var i2 = 0; i2 < texts.Count; i2++)
            {
                var text = texts[i2];
                results.Add(text + loaded2[i2].Length);
            }
            """
        },
    };

    public static TheoryData<string, string, string> Writes => new()
    {
        {
            "nothing but the call",
            """
            // all of them
            foreach (var memory in memories)
            {
                await [|store.StoreAsync(user, memory, ct)|];
            } // done
            """,
            """
            // all of them
            await store.StoreManyAsync(user, memories, ct); // done
            """
        },
        {
            "nothing but the call, with comments",
            """
            foreach (var id in ids)
            {
                // the store knows duplicates
                await [|store.DeleteAsync(id)|].ConfigureAwait(false); // and says nothing
            }
            """,
            """
            // the store knows duplicates
            await store.DeleteBatchAsync(ids).ConfigureAwait(false); // and says nothing
            """
        },
        {
            "nothing but the call, by index",
            "for (var i = 0; i < memories.Length; i++) await [|store.StoreAsync(user, memories[i])|];",
            "await store.StoreManyAsync(user, memories);"
        },
        {
            "an object made of the element",
            """
            foreach (var text in texts)
            {
                await [|store.StoreAsync(user, new Memory(text, text + "!"))|];
            }
            """,
            """
            var batch = new List<Memory>();
            foreach (var text in texts)
            {
                batch.Add(new Memory(text, text + "!"));
            }

            await store.StoreManyAsync(user, batch);
            """
        },
        {
            "steps before the call",
            """
            foreach (var text in texts)
            {
                var trimmed = text.Trim(); // first
                // then
                await [|store.StoreAsync(user, new Memory(trimmed, text), ct)|];
            } // all
            results.Add("end");
            """,
            """
            var batch = new List<Memory>();
            foreach (var text in texts)
            {
                var trimmed = text.Trim(); // first
                // then
                batch.Add(new Memory(trimmed, text));
            } // all

            await store.StoreManyAsync(user, batch, ct);
            results.Add("end");
            """
        },
        {
            "deconstruction and a source without an index",
            """
            foreach (var (id, text) in new Dictionary<string, string> { ["k"] = "v", ["l"] = "w" })
            {
                await [|store.StoreAsync(user, new Memory(id, text))|];
            }
            """,
            """
            var batch = new List<Memory>();
            foreach (var (id, text) in new Dictionary<string, string> { ["k"] = "v", ["l"] = "w" })
            {
                batch.Add(new Memory(id, text));
            }

            await store.StoreManyAsync(user, batch);
            """
        },
        {
            "embed and store",
            """
            foreach (var text in texts)
            {
                var v = await [|store.EmbedAsync(text)|];
                await [|store.StoreAsync(user, new Memory(text, text, v))|];
            }
            """,
            """
            var loaded = await store.EmbedManyAsync(texts);
            var batch = new List<Memory>();
            for (var i = 0; i < texts.Count; i++)
            {
                var text = texts[i];
                var v = loaded[i];
                batch.Add(new Memory(text, text, v));
            }

            await store.StoreManyAsync(user, batch);
            """
        },
    };

    public static TheoryData<string, string> Unsafe => new()
    {
        { "conditional", "foreach (var id in ids) { if (id.Length > 1) { results.Add($\"{await [|store.GetAsync(user, id)|]}\"); } }" },
        { "conditional expression", "foreach (var id in ids) { results.Add(id.Length > 1 ? $\"{await [|store.GetAsync(user, id)|]}\" : id); }" },
        { "behind continue", "foreach (var id in ids) { if (id.Length > 1) continue; await [|store.DeleteAsync(id)|]; }" },
        { "in a try", "foreach (var id in ids) { try { await [|store.DeleteAsync(id)|]; } catch (IOException) { results.Add(id); } }" },
        { "in a using", "foreach (var id in ids) { using var file = new MemoryStream(); await [|store.DeleteAsync(id)|]; }" },
        { "break elsewhere", "foreach (var id in ids) { results.Add($\"{await [|store.GetAsync(user, id)|]}\"); if (ct.IsCancellationRequested) break; }" },
        { "another wait", "foreach (var id in ids) { results.Add($\"{await [|store.GetAsync(user, id)|]}\"); await Task.Yield(); }" },
        { "a write that the read may see", "foreach (var id in ids) { var m = await [|store.GetAsync(user, id)|]; await [|store.StoreAsync(user, m ?? new(id, id))|]; }" },
        { "two writes", "foreach (var m in memories) { await [|store.DeleteAsync(m.Id)|]; await [|store.StoreAsync(user, m)|]; }" },
        { "a look into the store", "foreach (var m in memories) { results.Add($\"{store.Peek(m.Id)}\"); await [|store.StoreAsync(user, m)|]; }" },
        { "something after the write", "foreach (var m in memories) { await [|store.StoreAsync(user, m)|]; m.IsStored = true; }" },
        { "notification", "IProgress<string> p = new Progress<string>(); foreach (var id in ids) { p.Report(id); await [|store.DeleteAsync(id)|]; }" },
        { "callback", "Action<string> done = results.Add; foreach (var id in ids) { done(id); await [|store.DeleteAsync(id)|]; }" },
        { "query as source", "foreach (var id in ids.Where(id => id.Length > 1)) { await [|store.DeleteAsync(id)|]; }" },
        { "lazy source", "IEnumerable<string> lazy = ids; foreach (var id in lazy) { results.Add($\"{await [|store.GetAsync(user, id)|]}\"); }" },
        { "stream as source", "await foreach (var hit in store.SearchAsync(user)) { await [|store.DeleteAsync(hit.Id)|]; }" },
        { "scope changes", "foreach (var id in ids) { results.Add($\"{await [|store.GetAsync(user, id)|]}\"); user += \"/\"; }" },
        { "source of for changes", "for (var i = 0; i < ids.Count; i++) { ids.Remove(user); await [|store.DeleteAsync(ids[i])|]; }" },
        { "elements change", "for (var i = 0; i < memories.Length; i++) { memories[i] = memories[i] with { Vector = await [|store.EmbedAsync(memories[i].Text)|] }; }" },
        { "counter steps elsewhere", "for (var i = 0; i < ids.Count; i++) { await [|store.DeleteAsync(ids[i])|]; if (i == 2) i++; }" },
        { "not from the start", "for (var i = 1; i < ids.Count; i++) { await [|store.DeleteAsync(ids[i])|]; }" },
        { "strides", "for (var i = 0; i < ids.Count; i += 2) { await [|store.DeleteAsync(ids[i])|]; }" },
        { "other argument from the loop", "foreach (var id in ids) { results.Add($\"{await [|store.GetAsync(user + results.Count, id)|]}\"); results.Clear(); }" },
        { "other argument computed", "foreach (var id in ids) { results.Add($\"{await [|store.GetAsync(user.Trim(), id)|]}\"); }" },
        { "item computed", "foreach (var id in ids) { results.Add($\"{await [|store.GetAsync(user, id.Trim())|]}\"); }" },
        { "item from a local", "foreach (var id in ids) { var key = id.Trim(); results.Add($\"{await [|store.GetAsync(user, key)|]}\"); }" },
        { "effect before the read", "foreach (var id in ids) { results.Add(id); results.Add($\"{await [|store.GetAsync(user, id)|]}\"); }" },
        { "effect inside the statement before the read", "foreach (var id in ids) { results.Add(id.Trim() + await [|store.GetAsync(user, id)|]); }" },
        { "result of a method that is not positional", "foreach (var id in ids) { if (await [|store.DeleteAsync(id)|]) { results.Add(id); } }" },
        { "one object changed for each", "var m = new Mutable(); foreach (var text in texts) { m.Text = text; await [|mutables.StoreAsync(m)|]; }" },
        { "cached alone", "foreach (var id in ids) { results.Add(await [|mutables.GetAsync(id)|]); }" },
        { "result that drops what is missing", "foreach (var id in ids) { results.Add(await [|mutables.FindAsync(id)|]); }" },
        { "List.ForEach", "ids.ForEach(async id => { await [|store.DeleteAsync(id)|]; });" },
        { "sync over async", "foreach (var id in ids) { [|store.DeleteAsync(id)|].GetAwaiter().GetResult(); }" },
        { "labelled loop", "again: foreach (var id in ids) { await [|store.DeleteAsync(id)|]; } if (results.Count > 9) goto again;" },
        { "embedded loop", "if (ids.Count > 0) foreach (var id in ids) { await [|store.DeleteAsync(id)|]; }" },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    [MemberData(nameof(Writes))]
    public Task Fix_SafeLoop_DoesTheSameWithFewerCalls(string name, string statements, string corrected)
    {
        Assert.NotEmpty(name);
        return RunAsync(statements, corrected);
    }

    [Theory]
    [MemberData(nameof(Unsafe))]
    public Task Fix_UnsafeLoop_IsNotOffered(string name, string statements)
    {
        Assert.NotEmpty(name);
        return RunUnsafeAsync(statements);
    }

    private static Task RunAsync(string statements, string corrected) => new AnalyzerTest(
        new ROTE1001PerElementCallAnalyzer(), new ROTE1001PerElementCallCodeFix())
    {
        Support = [StoreCode.Store, Fake],
        Sources = [Around(statements)],
        FixedSources = [Around(corrected)],
        Execute = true,
    }.RunAsync(TestContext.Current.CancellationToken);

    private static Task RunUnsafeAsync(string statements)
    {
        const string Mutables = """
            public sealed class Mutable
            {
                public string Text { get; set; } = "";
            }

            public interface IMutables
            {
                [Monitored]
                Task StoreAsync(Mutable item);

                Task StoreManyAsync(IReadOnlyList<Mutable> items);

                [Cached, Batched(nameof(GetManyAsync))]
                Task<string> GetAsync(string id);

                Task<IReadOnlyList<string>> GetManyAsync(IReadOnlyList<string> ids);

                Task<string> FindAsync(string id);

                Task<IReadOnlyList<string>> FindManyAsync(IReadOnlyList<string> ids);
            }
            """;
        return new AnalyzerTest(new ROTE1001PerElementCallAnalyzer(), new ROTE1001PerElementCallCodeFix())
        {
            Support = [StoreCode.Store, Mutables],
            Sources = [Around(statements).Replace("IRecallStore store", "IMutables mutables, IRecallStore store", StringComparison.Ordinal)],
            OffersNoFix = true,
        }.RunAsync(TestContext.Current.CancellationToken);
    }

    private static string Around(string statements) => """
        using System.Linq;

        public static class Subject
        {
            public static async Task<List<string>> RunAsync(
                IRecallStore store, string user, List<string> ids, IReadOnlyList<string> texts, Memory[] memories, CancellationToken ct)
            {
                var results = new List<string>();
        """ + "\n" + Indent(statements) + "\n" + """
                await Task.CompletedTask;
                return results;
            }
        }
        """;

    private static string Indent(string statements)
        => string.Join('\n', statements.Split('\n').Select(line => line.Length == 0 ? line : "        " + line));
}
