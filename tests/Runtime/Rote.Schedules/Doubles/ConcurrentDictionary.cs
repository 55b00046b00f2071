using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Rote.Testing.Scheduling;

namespace Rote;

/// <summary>The library's dictionary, each operation of which is atomic, with a step before and after it.</summary>
internal sealed class ConcurrentDictionary<TKey, TValue> : System.Collections.Concurrent.ConcurrentDictionary<TKey, TValue>
    where TKey : notnull
{
    public bool TryGetValue(
        TKey key,
        [MaybeNullWhen(false)] out TValue value,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        Interleaver.Step("TryGetValue", file, line);
        bool found = base.TryGetValue(key, out value);
        Interleaver.Step("done", file, line);
        return found;
    }

    public bool TryAdd(TKey key, TValue value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Interleaver.Step("TryAdd", file, line);
        bool added = base.TryAdd(key, value);
        Interleaver.Step("done", file, line);
        return added;
    }

    public bool TryRemove(
        TKey key,
        [MaybeNullWhen(false)] out TValue value,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        Interleaver.Step("TryRemove", file, line);
        bool removed = base.TryRemove(key, out value);
        Interleaver.Step("done", file, line);
        return removed;
    }

    public bool TryRemove(
        KeyValuePair<TKey, TValue> item, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Interleaver.Step("TryRemove", file, line);
        bool removed = base.TryRemove(item);
        Interleaver.Step("done", file, line);
        return removed;
    }
}
