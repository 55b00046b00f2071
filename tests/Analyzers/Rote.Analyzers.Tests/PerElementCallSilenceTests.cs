using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>The look-alikes at which ROTE1001 stays silent, class by class. docs/rules/ROTE1001.md lists the classes.</summary>
public sealed class PerElementCallSilenceTests
{
    public static TheoryData<string, string> NotRepeated => new()
    {
        { "no loop", "results.Add(await store.GetAsync(user, ids[0]));" },
        { "source of the loop", "await foreach (var hit in store.SearchAsync(user)) { log.Write(hit.Id); }" },
        { "before the first iteration", "for (var m = await store.GetAsync(user, ids[0]); m is null; m = new Memory(\"\", \"\")) { log.Write(user); }" },
        { "first one, then break", "foreach (var id in ids) { results.Add(await store.GetAsync(user, id)); break; }" },
        { "first one, then return", "foreach (var id in ids) { var m = await store.GetAsync(user, id); return m; }" },
        { "returned", "foreach (var id in ids) { return await store.GetAsync(user, id); }" },
        { "first match, then break", "foreach (var id in ids) { if (id == user) { results.Add(await store.GetAsync(user, id)); break; } }" },
        { "first match, then return from a block", "foreach (var id in ids) { if (id == user) { results.Add(await store.GetAsync(user, id)); { log.Write(id); return results; } } }" },
        { "both branches leave", "foreach (var id in ids) { await store.DeleteAsync(id); if (id == user) { break; } else { return results; } }" },
        { "throws in any case", "foreach (var id in ids) { await store.DeleteAsync(id); throw new InvalidOperationException(id); }" },
        { "a case that leaves", "foreach (var id in ids) { switch (id) { case \"a\": await store.DeleteAsync(id); return results; } }" },
        { "lambda declared in the loop", "foreach (var id in ids) { Func<Task> later = async () => await store.DeleteAsync(id); log.Write($\"{later}\"); }" },
        { "lambda given away in the loop", "var queue = new List<Func<Task>>(); foreach (var id in ids) { queue.Add(() => store.DeleteAsync(id)); }" },
        { "local function declared in the loop", "foreach (var id in ids) { async Task One() => await store.DeleteAsync(id); log.Write($\"{One}\"); }" },
        { "nothing changes", "foreach (var id in ids) { results.Add(await store.GetAsync(user, \"settings\")); }" },
        { "only the scope changes", "foreach (var other in texts) { results.Add(await store.GetAsync(other, \"settings\")); }" },
        { "only an option changes", "foreach (var m in memories) { await foreach (var hit in store.SearchAsync(user, m.Text.Length)) { log.Write(hit.Id); } }" },
        { "while over a queue", "var q = new Queue<string>(ids); while (q.TryDequeue(out var id)) { results.Add(await store.GetAsync(user, id)); }" },
        { "while over an enumerator", "using var e = ids.GetEnumerator(); while (e.MoveNext()) { results.Add(await store.GetAsync(user, e.Current)); }" },
    };

    public static TheoryData<string, string> NotAwaited => new()
    {
        { "collected for WhenAll", "var tasks = new List<Task>(); foreach (var id in ids) { tasks.Add(store.DeleteAsync(id)); } await Task.WhenAll(tasks);" },
        { "Select and WhenAll", "await Task.WhenAll(System.Linq.Enumerable.Select(ids, id => store.DeleteAsync(id)));" },
        { "Select and WhenAll, asynchronous", "await Task.WhenAll(System.Linq.Enumerable.Select(ids, async id => await store.DeleteAsync(id)));" },
        { "started and dropped", "foreach (var id in ids) { _ = store.DeleteAsync(id); }" },
        { "started on the pool", "var tasks = new List<Task>(); foreach (var id in ids) { tasks.Add(Task.Run(async () => await store.DeleteAsync(id))); } await Task.WhenAll(tasks);" },
        { "kept for later", "var tasks = new Dictionary<string, Task>(); foreach (var id in ids) { var task = store.DeleteAsync(id); tasks[id] = task; } await Task.WhenAll(tasks.Values);" },
        { "awaited in the next iteration", "Task previous = Task.CompletedTask; foreach (var id in ids) { await previous; previous = store.DeleteAsync(id); }" },
    };

    public static TheoryData<string, string> Dependence => new()
    {
        { "pointer walk", "string? id = ids[0]; while (id is not null) { var m = await store.GetAsync(user, id); id = m?.ParentId; }" },
        { "pointer walk in for", "for (var id = ids[0]; id is not null;) { var m = await store.GetAsync(user, id); id = m?.ParentId; }" },
        { "pointer walk in the step of for", "Memory? m = memories[0]; for (; m is not null; m = await store.GetAsync(user, m.ParentId!)) { results.Add(m); }" },
        { "pointer walk for each", "foreach (var leaf in memories) { var id = leaf.ParentId; while (id is not null) { var m = await store.GetAsync(user, id); id = m?.ParentId; } }" },
        { "walk in memory", "for (Node? node = new(); node is not null; node = node.Next) { await store.DeleteAsync(node.Id); }" },
        { "previous result in the key", "var last = \"\"; foreach (var id in ids) { var m = await store.GetAsync(user, id + last); last = m?.Id ?? \"\"; }" },
        { "previous result in a field", "foreach (var id in ids) { var m = await store.GetAsync(user, id + _cursor); _cursor = m?.Id; }" },
        { "previous result by way of two locals", "var a = \"\"; foreach (var id in ids) { var b = a; var m = await store.GetAsync(user, id + b); a = m?.Id ?? \"\"; }" },
        { "previous result in a closure", "var a = \"\"; Action<Memory?> set = x => { }; foreach (var id in ids) { var m = await store.GetAsync(user, id + a); set = x => a = m?.Id ?? \"\"; }" },
        { "previous result in the scope", "var scope = user; foreach (var id in ids) { var m = await store.GetAsync(scope, id); scope = m?.ParentId ?? scope; }" },
        { "previous result in an object", "var r = new Request(); foreach (var id in ids) { var m = await store.GetAsync(user, id + r.Cursor); r.Cursor = m?.Id; }" },
        { "previous results in a list", "var seen = new List<string>(); foreach (var id in ids) { var m = await store.GetAsync(user, id + string.Join(\",\", seen)); seen.Add(m?.Id ?? \"\"); }" },
        { "list handed to a helper", "var seen = new List<string>(); foreach (var id in ids) { var m = await store.GetAsync(user, id + seen[^1]); Note(seen, m); } static void Note(List<string> to, Memory? m) => to.Add(m?.Id ?? \"\");" },
        { "by ref", "var n = 0; foreach (var id in ids) { var m = await store.GetAsync(user, id + n); Bump(ref n, m); } static void Bump(ref int n, Memory? m) => n += m?.Text.Length ?? 0;" },
        { "previous element of an array", "var a = ids.ToArray(); for (var i = 1; i < a.Length; i++) { a[i] = (await store.GetAsync(user, a[i] + a[i - 1]))!.Text; }" },
        { "guard reads previous results", "var seen = new HashSet<string>(); foreach (var id in ids) { if (seen.Contains(id)) continue; var m = await store.GetAsync(user, id); seen.Add(m?.ParentId ?? \"\"); }" },
        { "guard around reads previous results", "var seen = new HashSet<string>(); foreach (var id in ids) { if (!seen.Contains(id)) { var m = await store.GetAsync(user, id); seen.Add(m?.ParentId ?? \"\"); } }" },
        { "breadth first by index", "for (var i = 0; i < ids.Count; i++) { ids.AddRange(await store.RelatedAsync(ids[i])); await store.DeleteAsync(ids[i]); }" },
        { "receiver becomes another", "var s = store; foreach (var id in ids) { var m = await s.GetAsync(user, id); s = m is null ? stores[0] : s; }" },
        { "counter that depends on the result", "var n = 0; while (n < ids.Count) { var m = await store.GetAsync(user, ids[n]); if (m is null) continue; n++; }" },
    };

    public static TheoryData<string, string> EarlyExit => new()
    {
        { "search, break", "foreach (var id in ids) { var m = await store.GetAsync(user, id); if (m is not null) break; }" },
        { "search, return", "foreach (var id in ids) { var m = await store.GetAsync(user, id); if (Accepts(m)) return m; }" },
        { "search, return of a pattern", "foreach (var id in ids) { if (await store.GetAsync(user, id) is { } m) return m; }" },
        { "search with a flag", "var found = false; for (var i = 0; i < ids.Count && !found; i++) { found = await store.DeleteAsync(ids[i]); }" },
        { "search with a flag set in a branch", "var found = false; foreach (var id in ids) { if (found) break; var m = await store.GetAsync(user, id); if (m is not null) { found = true; } }" },
        { "search with a flag set after continue", "var found = 0; foreach (var id in ids) { var m = await store.GetAsync(user, id); if (m is null) continue; if (++found == 3) break; }" },
        { "search with do", "var i = 0; Memory? m; do { m = await store.GetAsync(user, ids[i++]); } while (m is null);" },
        { "search by goto", "foreach (var id in ids) { var m = await store.GetAsync(user, id); if (m is not null) goto found; } found: log.Write(user);" },
        { "fail fast by throw", "foreach (var id in ids) { var m = await store.GetAsync(user, id); if (m is null) throw new InvalidOperationException(id); }" },
        { "fail fast by throw expression", "foreach (var id in ids) { results.Add(await store.GetAsync(user, id) ?? throw new InvalidOperationException(id)); }" },
        { "fail fast by return", "foreach (var id in ids) { if (!await store.DeleteAsync(id)) return null; }" },
        { "fail fast by return in a handler", "foreach (var id in ids) { try { await store.DeleteAsync(id); } catch (IOException) { return null; } }" },
        { "fail after some errors", "var failed = 0; foreach (var id in ids) { try { await store.DeleteAsync(id); } catch (IOException) { if (++failed > 3) break; } }" },
        { "enough found", "foreach (var id in ids) { var m = await store.GetAsync(user, id); if (m is not null) results.Add(m); if (results.Count == 3) break; }" },
        { "budget used up", "var size = 0; foreach (var id in ids) { var m = await store.GetAsync(user, id); size += m?.Text.Length ?? 0; if (size > 4000) break; }" },
        { "pages until one is empty", "for (var page = 0; ; page++) { var m = await store.GetAsync(user, $\"{page}\"); if (m is null) break; results.Add(m); }" },
        { "pages while there are more", "var more = true; var page = 0; while (more) { var m = await store.GetAsync(user, $\"{page++}\"); more = m is not null; }" },
        { "pages by a cursor", "string? cursor = \"\"; do { var m = await store.GetAsync(user, cursor); cursor = m?.ParentId; } while (cursor is not null);" },
        { "pages by a cursor in a request", "var r = new Request { Cursor = \"\" }; do { var m = await store.GetAsync(user, r.Cursor!); r.Cursor = m?.ParentId; } while (r.Cursor is not null);" },
        { "pages by how many there are", "var seen = new List<string>(); while (true) { var page = await store.GetAsync(user, $\"{seen.Count}\"); seen.AddRange(page!.Text.Split()); if (seen.Count > 50) break; }" },
        { "poll", "while (!await store.DeleteAsync(ids[0])) { log.Write(user); }" },
        { "poll each", "foreach (var id in ids) { while (true) { var m = await store.GetAsync(user, id); if (m is not null) break; } }" },
        { "poll with a growing key", "var n = 0; while (true) { if (await store.DeleteAsync($\"lock-{n}\")) break; n++; }" },
        { "try each variant for each", "foreach (var id in ids) { foreach (var text in texts) { var m = await store.GetAsync(user, id + text); if (m is not null) break; } }" },
    };

    public static TheoryData<string, string> Retry => new()
    {
        { "break on success", "for (var n = 0; n < 5; n++) { try { await store.DeleteAsync($\"{ids[0]}{n}\"); break; } catch (IOException) { log.Write(user); } }" },
        { "return on success", "for (var n = 0; n < 5; n++) { try { return await store.GetAsync(user, $\"{n}\"); } catch (IOException) when (n < 4) { log.Write(user); } }" },
        { "flag on success", "var done = false; for (var n = 0; n < 5 && !done; n++) { try { await store.DeleteAsync($\"{n}\"); done = true; } catch (IOException) { log.Write(user); } }" },
        { "flag on failure", "var failed = true; for (var n = 0; failed; n++) { failed = false; try { await store.DeleteAsync($\"{n}\"); } catch (IOException) { failed = true; } }" },
        { "fallback chain", "foreach (var id in ids) { try { results.Add(await store.GetAsync(user, id)); break; } catch (IOException) { log.Write(id); } }" },
        { "policy", "foreach (var id in ids) { await Retry(() => store.DeleteAsync(id)); } static async Task Retry(Func<Task> run) => await run();" },
    };

    public static TheoryData<string, string> Receivers => new()
    {
        { "fan-out over stores", "foreach (var s in stores) { results.Add(await s.GetAsync(user, ids[0])); }" },
        { "fan-out with the key", "for (var i = 0; i < stores.Length; i++) { results.Add(await stores[i].GetAsync(user, ids[i])); }" },
        { "fan-out over pairs", "foreach (var (s, id) in new List<(IRecallStore, string)>()) { results.Add(await s.GetAsync(user, id)); }" },
        { "store looked up by the element", "var by = new Dictionary<string, IRecallStore>(); foreach (var id in ids) { var s = by[id]; results.Add(await s.GetAsync(user, id)); }" },
    };

    public static TheoryData<string, string> Once => new()
    {
        { "coalescing assignment", "foreach (var id in ids) { _last ??= await store.GetAsync(user, id); }" },
        { "null initialisation", "foreach (var id in ids) { if (_last is null) { _last = await store.GetAsync(user, id); } }" },
        { "null initialisation with ==", "foreach (var id in ids) { if (_last == null) _last = await store.GetAsync(user, id); }" },
        { "miss of a dictionary", "foreach (var id in ids) { if (!_known.TryGetValue(id, out var m)) { m = await store.GetAsync(user, id); _known[id] = m; } results.Add(m); }" },
        { "miss by ContainsKey", "foreach (var id in ids) { if (!_known.ContainsKey(id)) { _known.Add(id, await store.GetAsync(user, id)); } }" },
        { "hit, then continue", "foreach (var id in ids) { if (_known.TryGetValue(id, out var m)) { results.Add(m); continue; } m = await store.GetAsync(user, id); _known[id] = m; }" },
    };

    public static TheoryData<string, string> Batched => new()
    {
        { "chunks", "foreach (var chunk in System.Linq.Enumerable.Chunk(ids, 10)) { results.AddRange(await store.GetManyAsync(user, chunk)); }" },
        { "slices", "for (var i = 0; i < ids.Count; i += 10) { results.AddRange(await store.GetManyAsync(user, ids.GetRange(i, 10))); }" },
        { "no sibling", "foreach (var id in ids) { results.Add(await store.TouchAsync(id)); }" },
        { "no task", "foreach (var id in ids) { results.Add(store.Peek(id)); }" },
        { "batch on the other branch", "if (ids.Count > 10) { results.AddRange(await store.GetManyAsync(user, ids)); } else { foreach (var id in ids) { results.Add(await store.GetAsync(user, id)); } }" },
        { "batch, then return", "if (ids.Count > 10) { return await store.GetManyAsync(user, ids); } foreach (var id in ids) { results.Add(await store.GetAsync(user, id)); }" },
        { "after a failed batch", "try { await store.DeleteBatchAsync(ids); } catch (NotSupportedException) { foreach (var id in ids) { await store.DeleteAsync(id); } }" },
        { "store says it cannot", "if (!store.SupportsBatches) { foreach (var id in ids) { await store.DeleteAsync(id); } }" },
        { "transaction for each", "foreach (var m in memories) { using var scope = new ElementTransaction(); await store.StoreAsync(user, m); scope.Complete(); }" },
        { "transaction for each, in a block", "foreach (var m in memories) { using (var scope = new ElementTransaction()) { await store.StoreAsync(user, m); scope.Complete(); } }" },
    };

    [Theory]
    [MemberData(nameof(NotRepeated))]
    [MemberData(nameof(NotAwaited))]
    [MemberData(nameof(Dependence))]
    [MemberData(nameof(EarlyExit))]
    [MemberData(nameof(Retry))]
    [MemberData(nameof(Receivers))]
    [MemberData(nameof(Once))]
    [MemberData(nameof(Batched))]
    public Task Analyze_LookAlike_StaysSilent(string name, string statements)
    {
        const string Helpers = """
            public sealed class Node
            {
                public string Id { get; set; } = "";

                public Node? Next { get; set; }
            }

            public sealed class ElementTransaction : IDisposable
            {
                public void Complete()
                {
                }

                public void Dispose()
                {
                }
            }
            """;
        Assert.NotEmpty(name);
        return new AnalyzerTest(new Rules.ROTE1001PerElementCallAnalyzer())
        {
            Support = [StoreCode.Store, Helpers],
            Sources = [StoreCode.Around(statements)],
        }.RunAsync(TestContext.Current.CancellationToken);
    }
}
