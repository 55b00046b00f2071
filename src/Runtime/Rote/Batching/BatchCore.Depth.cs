using Rote.Monitoring;

namespace Rote.Batching;

/// <content>What its instruments show.</content>
internal sealed partial class BatchCore<TGroup, TItem, TResult>
{
    public string Operation => _policy.Operation;

    public HeldBack CountHeld()
    {
        lock (_gate)
        {
            // Arrivals are counted and not placed: nobody's equality runs because somebody looks.
            return new HeldBack(
                _queue.Pending + Math.Max(0, _inbox.Arrived - _placed), _running.Count, _queue.WaitingForRoom);
        }
    }
}
