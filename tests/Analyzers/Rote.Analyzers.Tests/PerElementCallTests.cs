using Microsoft.CodeAnalysis;

namespace Rote.Analyzers.Tests;

/// <summary>ROTE1001 reports what the definition says it reports.</summary>
public sealed class PerElementCallTests
{
    public static TheoryData<string, string> Loops => new()
    {
        { "foreach", "foreach (var id in ids) { var m = await [|store.GetAsync(user, id, ct)|]; results.Add(m); }" },
        { "embed and store", """
            foreach (var text in texts)
            {
                var v = await [|store.EmbedAsync(text)|];
                await [|store.StoreAsync(user, new Memory(text, text, v))|];
            }
            """ },
        { "for", "for (var i = 0; i < ids.Count; i++) { results.Add(await [|store.GetAsync(user, ids[i], ct)|]); }" },
        { "for backwards", "for (var i = ids.Count - 1; i >= 0; i--) { results.Add(await [|store.GetAsync(user, ids[i])|]); }" },
        { "for in strides", "for (var i = 0; i < ids.Count; i += 2) { results.Add(await [|store.GetAsync(user, ids[i])|]); }" },
        { "for by addition", "for (var i = 0; i < ids.Count; i = i + 1) { results.Add(await [|store.GetAsync(user, ids[i])|]); }" },
        { "for with the step in the body", "for (var i = 0; i < ids.Count;) { results.Add(await [|store.GetAsync(user, ids[i++])|]); }" },
        { "for, call in the step", "for (var i = 0; i < ids.Count; i++, await [|store.GetAsync(user, ids[i])|]) { }" },
        { "while with a counter", "var i = 0; while (i < ids.Count) { results.Add(await [|store.GetAsync(user, ids[i])|]); i++; }" },
        { "do with a counter", "var i = 0; do { results.Add(await [|store.GetAsync(user, ids[i])|]); } while (++i < ids.Count);" },
        { "endless with an index cap", "var i = 0; while (true) { if (i >= ids.Count) break; results.Add(await [|store.GetAsync(user, ids[i++])|]); }" },
        { "without a block", "foreach (var id in ids) results.Add(await [|store.GetAsync(user, id)|]);" },
        { "explicit type", "foreach (string id in ids) { results.Add(await [|store.GetAsync(user, id)|]); }" },
        { "deconstruction", "foreach (var (id, text) in new Dictionary<string, string>()) { results.Add(await [|store.GetAsync(user, id + text)|]); }" },
        { "member of the element", "foreach (var memory in memories) { results.Add(await [|store.GetAsync(user, memory.Id)|]); }" },
        { "by way of a local", "foreach (var memory in memories) { var key = memory.Id.Trim(); results.Add(await [|store.GetAsync(user, key)|]); }" },
        { "by way of two locals", "foreach (var id in ids) { var a = id; var b = a + \"!\"; results.Add(await [|store.GetAsync(user, b)|]); }" },
        { "by way of an outer local", "string key; foreach (var id in ids) { key = id; results.Add(await [|store.GetAsync(user, key)|]); }" },
        { "by way of a pattern", "foreach (object o in ids) { if (o is string id) { results.Add(await [|store.GetAsync(user, id)|]); } }" },
        { "by way of out", "foreach (var id in ids) { if (_known.TryGetValue(id, out var m)) { await [|store.StoreAsync(user, m!)|]; } }" },
        { "by way of an object", "foreach (var text in texts) { await [|store.StoreAsync(user, new Memory(text, text) { IsStored = true })|]; }" },
        { "by way of this iteration's wait", "foreach (var id in ids) { var m = await store.TouchAsync(id); await [|store.StoreAsync(user, m)|]; }" },
        { "from a call", "foreach (var id in await store.RelatedAsync(user)) { results.Add(await [|store.GetAsync(user, id)|]); }" },
        { "range of a copy", "foreach (var id in ids.ToArray()) { results.Add(await [|store.GetAsync(user, id)|]); }" },
        { "await foreach", "await foreach (var hit in store.SearchAsync(user)) { results.Add(await [|store.GetAsync(user, hit.Id)|]); }" },
        { "stream in a loop", "foreach (var text in texts) { await foreach (var hit in [|store.SearchAsync(text)|]) { log.Write(hit.Id); } }" },
        { "stream with options", "foreach (var text in texts) { await foreach (var hit in [|store.SearchAsync(text)|].WithCancellation(ct).ConfigureAwait(false)) { log.Write(hit.Id); } }" },
        { "inner of two loops", "foreach (var other in texts) { foreach (var id in ids) { results.Add(await [|store.GetAsync(user, id + other)|]); } }" },
        { "outer of two loops", "foreach (var id in ids) { for (var n = 0; n < 9; n++) { results.Add(await [|store.GetAsync(user, id)|]); } }" },
        { "ConfigureAwait", "foreach (var id in ids) { results.Add(await [|store.GetAsync(user, id)|].ConfigureAwait(false)); }" },
        { "AsTask", "foreach (var id in ids) { results.Add(await [|store.GetAsync(user, id)|].AsTask()); }" },
        { "WaitAsync", "foreach (var id in ids) { await [|store.DeleteAsync(id)|].WaitAsync(ct); }" },
        { "awaited later in the iteration", "foreach (var id in ids) { var task = [|store.GetAsync(user, id)|]; log.Write(id); results.Add(await task); }" },
        { "two at a time", "foreach (var memory in memories) { await Task.WhenAll([|store.DeleteAsync(memory.Id)|], log.WriteAsync(user)); }" },
        { "sync over async", "foreach (var id in ids) { results.Add([|store.GetAsync(user, id)|].GetAwaiter().GetResult()); }" },
        { "by Result", "foreach (var id in ids) { log.Write([|store.DeleteAsync(id)|].Result.ToString()); }" },
        { "awaited Task.Run", "foreach (var id in ids) { await Task.Run(async () => results.Add(await [|store.GetAsync(user, id)|])); }" },
        { "List.ForEach", "ids.ForEach(async id => results.Add(await [|store.GetAsync(user, id)|]));" },
        { "Array.ForEach", "Array.ForEach(ids.ToArray(), async id => { results.Add(await [|store.GetAsync(user, id)|]); });" },
        { "Parallel.ForEachAsync", "await Parallel.ForEachAsync(ids, ct, async (id, token) => results.Add(await [|store.GetAsync(user, id, token)|]));" },
        { "Parallel.ForEachAsync, returned", "await Parallel.ForEachAsync(memories, ct, (m, token) => [|store.StoreAsync(user, m, token)|]);" },
        { "Parallel.ForAsync", "await Parallel.ForAsync(0, ids.Count, ct, async (i, token) => results.Add(await [|store.GetAsync(user, ids[i], token)|]));" },
        { "named arguments", "foreach (var id in ids) { results.Add(await [|store.GetAsync(ct: ct, id: id, userId: user)|]); }" },
        { "conditional access", "IRecallStore? maybe = store; foreach (var id in ids) { await (maybe?[|.DeleteAsync(id)|] ?? Task.FromResult(false)); }" },
        { "one of two calls", "foreach (var id in ids) { results.Add(await (id.Length > 3 ? [|store.GetAsync(user, id)|] : [|store.GetAsync(user, \"x\" + id)|])); }" },
        { "in a condition", "foreach (var id in ids) { if (await [|store.DeleteAsync(id)|]) { log.Write(id); } }" },
        { "in using", "foreach (var id in ids) { using var file = new MemoryStream(); results.Add(await [|store.GetAsync(user, id)|]); }" },
        { "in a try", "foreach (var id in ids) { try { results.Add(await [|store.GetAsync(user, id)|]); } catch (IOException) { log.Write(id); } }" },
        { "in a try that wraps", "foreach (var id in ids) { try { await [|store.DeleteAsync(id)|]; } catch (IOException e) { throw new InvalidOperationException(id, e); } }" },
        { "in finally", "foreach (var id in ids) { try { log.Write(id); } finally { await [|store.DeleteAsync(id)|]; } }" },
        { "in a switch", "foreach (var id in ids) { switch (id.Length) { case 1: results.Add(await [|store.GetAsync(user, id)|]); break; } }" },
        { "in a local function", "async Task All() { foreach (var id in ids) { results.Add(await [|store.GetAsync(user, id)|]); } } await All();" },
        { "in a lambda around the loop", "Func<Task> all = async () => { foreach (var id in ids) { await [|store.DeleteAsync(id)|]; } }; await all();" },
        { "element written back by index", "for (var i = 0; i < memories.Count; i++) { memories[i] = memories[i] with { Vector = await [|store.EmbedAsync(memories[i].Text)|] }; }" },
        { "element written back by reference", "foreach (var memory in memories) { memory.IsStored = (await [|store.EmbedAsync(memory.Text)|]).IsEmpty; }" },
        { "array written back by index", "var a = ids.ToArray(); for (var i = 0; i < a.Length; i++) { a[i] = (await [|store.GetAsync(user, a[i])|])!.Text; }" },
        { "results in a dictionary", "foreach (var id in ids) { _known[id] = await [|store.GetAsync(user, id)|]; }" },
        { "results by index", "var all = new Memory?[ids.Count]; for (var i = 0; i < ids.Count; i++) { all[i] = await [|store.GetAsync(user, ids[i])|]; }" },
        { "last result kept for after the loop", "foreach (var id in ids) { _last = await [|store.GetAsync(user, id)|]; }" },
        { "state that is written anew first", "Memory? m; foreach (var id in ids) { m = await [|store.GetAsync(user, id)|]; if (m is not null) await [|store.StoreAsync(user, m)|]; }" },
        { "sum of unrelated things", "var n = 0; foreach (var id in ids) { n += id.Length; await [|store.DeleteAsync(id + n)|]; }" },
        { "helper that sees scope and result", "foreach (var id in ids) { var m = await [|store.GetAsync(user, id)|]; log.Write(user + m); Advance(m); }" },
        { "a request made anew", "foreach (var text in texts) { var r = new Request(); r.Text = text; await [|store.EmbedAsync(r.Text)|]; }" },
        { "yielded", "await foreach (var m in Each()) { results.Add(m); } async IAsyncEnumerable<Memory?> Each() { foreach (var id in ids) { yield return await [|store.GetAsync(user, id)|]; } }" },
    };

    public static TheoryData<string, string> Exits => new()
    {
        { "continue on the result", "foreach (var id in ids) { var m = await [|store.GetAsync(user, id)|]; if (m is null) continue; results.Add(m); }" },
        { "break on cancellation", "foreach (var id in ids) { if (ct.IsCancellationRequested) break; results.Add(await [|store.GetAsync(user, id)|]); }" },
        { "throw on cancellation", "foreach (var id in ids) { ct.ThrowIfCancellationRequested(); results.Add(await [|store.GetAsync(user, id)|]); }" },
        { "break on an index", "var n = 0; foreach (var id in ids) { if (n++ == 5) break; results.Add(await [|store.GetAsync(user, id)|]); }" },
        { "break on the count of what was added each time", "foreach (var id in ids) { if (results.Count == 5) break; results.Add(await [|store.GetAsync(user, id)|]); }" },
        { "break on the element", "foreach (var id in ids) { if (id.Length == 0) break; results.Add(await [|store.GetAsync(user, id)|]); }" },
        { "throw on the element", "foreach (var id in ids) { if (id.Length == 0) throw new ArgumentException(id); await [|store.DeleteAsync(id)|]; }" },
        { "return on the element", "foreach (var id in ids) { if (id.Length == 0) return results; await [|store.DeleteAsync(id)|]; }" },
        { "conditional on the element", "foreach (var id in ids) { if (id.Length > 3) { await [|store.DeleteAsync(id)|]; } }" },
        { "conditional on this iteration's wait", "foreach (var id in ids) { if (Accepts(await store.TouchAsync(id))) { await [|store.DeleteAsync(id)|]; } }" },
        { "dedupe by a set", "var seen = new HashSet<string>(); foreach (var id in ids) { if (!seen.Add(id)) continue; results.Add(await [|store.GetAsync(user, id)|]); }" },
        { "break of a switch", "foreach (var id in ids) { var m = await [|store.GetAsync(user, id)|]; switch (m) { case null: break; default: results.Add(m); break; } }" },
        { "break of an inner loop", "foreach (var id in ids) { var m = await [|store.GetAsync(user, id)|]; foreach (var t in texts) { if (m?.Text == t) break; } }" },
        { "return of a lambda inside", "foreach (var id in ids) { var m = await [|store.GetAsync(user, id)|]; ids.FindAll(x => { if (m is null) { return true; } return false; }); }" },
        { "goto inside the body", "foreach (var id in ids) { var m = await [|store.GetAsync(user, id)|]; if (m is null) goto next; results.Add(m); next: log.Write(id); }" },
        { "errors counted for a report", "var failed = 0; foreach (var id in ids) { try { await [|store.DeleteAsync(id)|]; } catch (IOException) { failed++; } } log.Write($\"{failed}\");" },
        { "retry around each", "foreach (var id in ids) { for (var n = 0; n < 5; n++) { try { await [|store.DeleteAsync(id)|]; break; } catch (IOException) { log.Write(id); } } }" },
        { "on one branch of batch size", "if (ids.Count > 100) { log.Write(user); } else { foreach (var id in ids) { await [|store.DeleteAsync(id)|]; } }" },
    };

    public static TheoryData<string, string> Infos => new()
    {
        { "delay", "foreach (var id in ids) { await [|store.DeleteAsync(id)|]; await Task.Delay(100, ct); }" },
        { "delay of a time provider", "foreach (var id in ids) { await [|store.DeleteAsync(id)|]; await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, ct); }" },
        { "sleep", "foreach (var id in ids) { await [|store.DeleteAsync(id)|]; Thread.Sleep(10); }" },
        { "timer", "using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); foreach (var id in ids) { await timer.WaitForNextTickAsync(ct); await [|store.DeleteAsync(id)|]; }" },
        { "channel", "var c = System.Threading.Channels.Channel.CreateUnbounded<string>(); await foreach (var id in c.Reader.ReadAllAsync(ct)) { await [|store.DeleteAsync(id)|]; }" },
        { "three at most", "for (var i = 0; i < 3; i++) { await [|store.DeleteAsync(ids[i])|]; }" },
        { "three at most, inclusive", "for (var i = 1; i <= 3; i++) { await [|store.DeleteAsync(ids[i])|]; }" },
        { "two in an array", "foreach (var id in new[] { user, ids[0] }) { await [|store.DeleteAsync(id)|]; }" },
        { "literals", "foreach (var id in (string[])[\"a\", \"b\", \"c\", \"d\", \"e\"]) { await [|store.DeleteAsync(id)|]; }" },
        { "enum values", "foreach (var kind in Enum.GetValues<Kind>()) { await [|store.DeleteAsync(kind.ToString())|]; }" },
        { "enum members", "foreach (var kind in new[] { Kind.Fact, Kind.Event, Kind.Fact, Kind.Event }) { await [|store.DeleteAsync($\"{kind}\")|]; }" },
        { "scope changes too", "foreach (var m in memories) { await [|store.StoreAsync(m.Text, m)|]; }" },
    };

    public static TheoryData<string, string> AlmostInfos => new()
    {
        { "four", "for (var i = 0; i < 4; i++) { await [|store.DeleteAsync(ids[i])|]; }" },
        { "four, not all constant", "foreach (var id in new[] { user, \"b\", \"c\", \"d\" }) { await [|store.DeleteAsync(id)|]; }" },
        { "spread", "foreach (var id in (string[])[.. ids]) { await [|store.DeleteAsync(id)|]; }" },
        { "delay before the loop", "await Task.Delay(100, ct); foreach (var id in ids) { await [|store.DeleteAsync(id)|]; }" },
        { "a method that is merely named so", "foreach (var id in ids) { await [|store.DeleteAsync(id)|]; await Delay(id); } Task Delay(string id) => log.WriteAsync(id);" },
    };

    [Theory]
    [MemberData(nameof(Loops))]
    [MemberData(nameof(Exits))]
    [MemberData(nameof(AlmostInfos))]
    public Task Analyze_CallPerElement_Warns(string name, string statements) => RunAsync(name, StoreCode.PerElement(statements));

    [Theory]
    [MemberData(nameof(Infos))]
    public Task Analyze_PacedOrTinyLoop_Informs(string name, string statements)
        => RunAsync(name, StoreCode.PerElement(statements, DiagnosticSeverity.Info));

    [Fact]
    public Task Analyze_RateLimitedLoop_Informs()
    {
        const string Limiter = """
            namespace System.Threading.RateLimiting;

            public class RateLimiter
            {
                public ValueTask<IDisposable> AcquireAsync(int permits, CancellationToken ct) => default;
            }

            public sealed class TokenBucketRateLimiter : RateLimiter;
            """;
        const string Statements = """
            var limiter = new System.Threading.RateLimiting.TokenBucketRateLimiter();
            foreach (var id in ids)
            {
                using var lease = await limiter.AcquireAsync(1, ct);
                await [|store.DeleteAsync(id)|];
            }
            """;
        return new Rote.Testing.AnalyzerTest(new Rules.ROTE1001PerElementCallAnalyzer())
        {
            Support = [StoreCode.Store, Limiter],
            Sources = [StoreCode.Around(Statements)],
            Severity = DiagnosticSeverity.Info,
        }.RunAsync(TestContext.Current.CancellationToken);
    }

    private static Task RunAsync(string name, Rote.Testing.AnalyzerTest test)
    {
        Assert.NotEmpty(name);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
