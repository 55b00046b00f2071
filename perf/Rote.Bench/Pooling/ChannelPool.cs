using System.Threading.Channels;

namespace Rote.Bench.Pooling;

/// <summary>Another plain way: a channel of connections, all opened beforehand. In order, and nothing else.</summary>
internal sealed class ChannelPool<TConnection>
{
    private readonly Channel<TConnection> _idle;

    public ChannelPool(int maxConnections, Func<TConnection> open)
    {
        _idle = Channel.CreateBounded<TConnection>(maxConnections);
        for (var index = 0; index < maxConnections; index++)
        {
            _idle.Writer.TryWrite(open());
        }
    }

    public ValueTask<TConnection> RentAsync(CancellationToken cancellationToken = default)
        => _idle.Reader.ReadAsync(cancellationToken);

    public void Return(TConnection connection) => _idle.Writer.TryWrite(connection);
}
