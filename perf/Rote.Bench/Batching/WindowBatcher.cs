using System.Threading.Channels;

namespace Rote.Bench.Batching;

/// <summary>
/// The batcher that everybody writes: a channel, a reader that collects for a window of a millisecond or until the batch is
/// full, and a
/// <see cref="TaskCompletionSource{TResult}"/> for each call.
/// </summary>
internal sealed class WindowBatcher : ILookup, IAsyncDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1);

    private readonly Channel<Call> _channel = Channel.CreateUnbounded<Call>(new() { SingleReader = true });
    private readonly SemaphoreSlim _slots = new(BatchLimits.Concurrent);
    private readonly ILookup _inner;
    private readonly Task _reading;

    public WindowBatcher(ILookup inner)
    {
        _inner = inner;
        _reading = Task.Run(ReadAsync);
    }

    public async ValueTask<long> GetAsync(long id, CancellationToken cancellationToken = default)
    {
        var call = new Call(id);
        _channel.Writer.TryWrite(call);
        return await call.Result.Task.WaitAsync(cancellationToken);
    }

    public ValueTask<IReadOnlyList<long>> GetManyAsync(long[] ids, CancellationToken cancellationToken = default)
        => _inner.GetManyAsync(ids, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _channel.Writer.Complete();
        await _reading;
        _slots.Dispose();
    }

    private async Task ReadAsync()
    {
        var reader = _channel.Reader;
        while (await reader.WaitToReadAsync())
        {
            List<Call> batch = [];
            Collect(batch);
            if (batch.Count < BatchLimits.Items)
            {
                await Task.Delay(Window, TimeProvider.System);
                Collect(batch);
            }

            await _slots.WaitAsync();
            _ = SendAsync(batch);
        }
    }

    private void Collect(List<Call> batch)
    {
        while (batch.Count < BatchLimits.Items && _channel.Reader.TryRead(out var call))
        {
            batch.Add(call);
        }
    }

    private async Task SendAsync(List<Call> batch)
    {
        try
        {
            var results = await _inner.GetManyAsync([.. batch.Select(call => call.Id)]);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Result.TrySetResult(results[i]);
            }
        }
        catch (Exception error)
        {
            foreach (var call in batch)
            {
                call.Result.TrySetException(error);
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    private sealed record Call(long Id)
    {
        public TaskCompletionSource<long> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
