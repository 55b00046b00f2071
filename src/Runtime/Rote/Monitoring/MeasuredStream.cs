namespace Rote.Monitoring;

/// <summary>A stream, each reading of which is measured from the first item that is asked for to its end.</summary>
/// <remarks>Thread-safe as the stream itself is. A reading that never asks for an item is not measured.</remarks>
internal sealed class MeasuredStream<T>(OperationMonitor monitor, IAsyncEnumerable<T> stream, int series) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        => new MeasuredReading<T>(monitor, stream.GetAsyncEnumerator(cancellationToken), series);
}
