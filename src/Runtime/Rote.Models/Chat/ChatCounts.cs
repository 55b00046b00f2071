using Microsoft.Extensions.AI;
using Rote.Monitoring;

namespace Rote.Models;

/// <summary>Running counts of a client. Thread-safe.</summary>
internal sealed class ChatCounts
{
    private long _requests;
    private long _sent;
    private long _uncacheable;
    private long _notKept;
    private long _similar;
    private long _similarityFailures;
    private long _templated;
    private long _skipped;
    private long _inputTokens;
    private long _outputTokens;

    public void Ask() => Interlocked.Increment(ref _requests);

    public void Send()
    {
        Interlocked.Increment(ref _sent);
        RoundTrips.Count("IChatClient.GetResponseAsync");
    }

    public void Bypass() => Interlocked.Increment(ref _uncacheable);

    public void Drop() => Interlocked.Increment(ref _notKept);

    public void FindSimilar() => Interlocked.Increment(ref _similar);

    public void FailSimilarity() => Interlocked.Increment(ref _similarityFailures);

    public void AnswerByTemplate() => Interlocked.Increment(ref _templated);

    public void Skip() => Interlocked.Increment(ref _skipped);

    public void Spend(UsageDetails? usage)
    {
        Interlocked.Add(ref _inputTokens, usage?.InputTokenCount ?? 0);
        Interlocked.Add(ref _outputTokens, usage?.OutputTokenCount ?? 0);
    }

    public RoteChatStatistics Snapshot(Caching.CacheStatistics cache)
        => new(
            Interlocked.Read(ref _requests),
            Interlocked.Read(ref _sent),
            Interlocked.Read(ref _uncacheable),
            Interlocked.Read(ref _notKept),
            Interlocked.Read(ref _similar),
            Interlocked.Read(ref _similarityFailures),
            Interlocked.Read(ref _templated),
            Interlocked.Read(ref _skipped),
            Interlocked.Read(ref _inputTokens),
            Interlocked.Read(ref _outputTokens),
            cache);
}
