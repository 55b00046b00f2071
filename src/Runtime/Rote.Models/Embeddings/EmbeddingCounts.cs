using Rote.Monitoring;

namespace Rote.Models;

/// <summary>Running counts of a generator. Thread-safe.</summary>
internal sealed class EmbeddingCounts
{
    private long _asked;
    private long _sent;
    private long _requests;
    private long _failed;
    private long _refused;
    private long _uncached;
    private long _tokens;

    public void Ask(int texts) => Interlocked.Add(ref _asked, texts);

    public void Send(int texts)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _sent, texts);
        RoundTrips.Count("IEmbeddingGenerator.GenerateAsync");
    }

    public void Fail() => Interlocked.Increment(ref _failed);

    public void Refuse() => Interlocked.Increment(ref _refused);

    public void Bypass() => Interlocked.Increment(ref _uncached);

    public void Spend(long tokens) => Interlocked.Add(ref _tokens, tokens);

    public RoteEmbeddingStatistics Snapshot(Caching.CacheStatistics cache)
        => new(
            Interlocked.Read(ref _asked),
            Interlocked.Read(ref _sent),
            Interlocked.Read(ref _requests),
            Interlocked.Read(ref _failed),
            Interlocked.Read(ref _refused),
            Interlocked.Read(ref _uncached),
            Interlocked.Read(ref _tokens),
            cache);
}
