using Rote.Caching;

namespace Rote.Tests.Caching.Levels;

/// <summary>A process's view of a <see cref="ScriptedStore"/>. Ignores tokens: who gives up does not stop a call.</summary>
internal sealed class ScriptedLevel(ScriptedStore store, int process) : ICacheLevel
{
    public string Name => "scripted";

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? value = null;
        return Call<ReadOnlyMemory<byte>?>(() => value = Read(key), () => value);
    }

    /// <summary>Each key is read at a moment of its own.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?[]> GetManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var reads = new Task<ReadOnlyMemory<byte>?>[keys.Count];
        for (int i = 0; i < reads.Length; i++)
        {
            reads[i] = GetAsync(keys[i], cancellationToken).AsTask();
        }

        return await Task.WhenAll(reads).ConfigureAwait(false);
    }

    public async ValueTask SetAsync(
        string key, ReadOnlyMemory<byte> value, TimeSpan lifetime, CancellationToken cancellationToken)
        => await Call(
            () =>
            {
                store.Values[key] = value.ToArray();
                store.OnSet?.Invoke(key, store.Values[key]);
            },
            () => true).ConfigureAwait(false);

    public async ValueTask RemoveAsync(string key, CancellationToken cancellationToken)
    {
        long began = store.Moment;
        await Call(
            () =>
            {
                store.Values.Remove(key);
                store.OnRemoved?.Invoke(process, key, began);
            },
            () => true).ConfigureAwait(false);
    }

    private ReadOnlyMemory<byte>? Read(string key)
        => store.Values.TryGetValue(key, out byte[]? value) ? value : (ReadOnlyMemory<byte>?)null;

    private ValueTask<T> Call<T>(Action effect, Func<T> result)
    {
        var source = new TaskCompletionSource<T>();
        store.Calls.Add(new ScriptedCall(
            effect, () => source.SetResult(result()), () => source.SetException(new IOException("The script fails this call."))));
        return new ValueTask<T>(source.Task);
    }
}
