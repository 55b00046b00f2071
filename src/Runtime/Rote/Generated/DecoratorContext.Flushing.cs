namespace Rote.Generated;

/// <content>Flushes.</content>
public sealed partial class DecoratorContext
{
    private volatile bool _closed;

    /// <inheritdoc cref="IFlushable.FlushAsync"/>
    public Task FlushAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);

        // Side by side: bulk calls go to the inner store, so that none of these fills another.
        Task[] flushes =
        [
            .. _batchers.Select(batcher => batcher.FlushAsync(cancellationToken)),
            .. _buffers.Select(buffer => buffer.FlushAsync(cancellationToken)),
        ];
        return flushes is [Task only] ? only : Task.WhenAll(flushes);
    }
}
