namespace Rote.EndToEnd.Tests;

/// <summary>A resilient member over a pool.</summary>
[Pooled]
public interface ILease
{
    [Resilient(ReadOnly = true, RetryBaseMilliseconds = 1000)]
    Task<string> ReadAsync(CancellationToken ct = default);
}
