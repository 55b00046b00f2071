using Rote.Batching;
using Rote.Buffering;
using Rote.Monitoring;

namespace Rote.Generated;

/// <content>What the decorator owns is shown to whoever collects metrics.</content>
public sealed partial class DecoratorContext
{
    private void Own(IBatcher batcher)
    {
        _batchers.Add(batcher);
        DepthInstruments.Batching.Add(batcher);
    }

    private void Own(IBuffer buffer, DepthInstruments instruments)
    {
        _buffers.Add(buffer);
        instruments.Add(buffer);
    }
}
