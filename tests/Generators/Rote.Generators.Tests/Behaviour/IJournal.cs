namespace Rote.Generators.Tests.Behaviour;

/// <summary>A store whose writes are buffered.</summary>
public interface IJournal
{
    [WriteBehind(nameof(WriteManyAsync), PoisonIsolation = true, ReadYourWrites = true)]
    [Invalidates(nameof(ReadAsync))]
    Task WriteAsync([Scope] string user, string text, [Priority] bool urgent = false, CancellationToken ct = default);

    Task WriteManyAsync(string user, IReadOnlyList<string> texts, CancellationToken ct = default);

    [Cached]
    ValueTask<string> ReadAsync([Scope] string user, CancellationToken ct = default);

    ValueTask<int> CountAsync(CancellationToken ct = default);

    [WriteBehind(nameof(LogManyAsync), Acknowledge = WriteAcknowledgement.OnEnqueue)]
    Task LogAsync([Partition] string file, string line);

    Task LogManyAsync(IReadOnlyList<string> lines);
}
