namespace AgentMemory.Server;

/// <summary>Counts requests. Thread-safe.</summary>
internal sealed class TrafficCounter
{
    private long _requests;
    private long _bulk;
    private long _bytesIn;
    private long _bytesOut;

    public void Count(bool isBulk, int bytesIn, int bytesOut)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _bulk, isBulk ? 1 : 0);
        Interlocked.Add(ref _bytesIn, bytesIn);
        Interlocked.Add(ref _bytesOut, bytesOut);
    }

    public Traffic Read()
        => new(
            Interlocked.Read(ref _requests),
            Interlocked.Read(ref _bulk),
            Interlocked.Read(ref _bytesIn),
            Interlocked.Read(ref _bytesOut));
}
