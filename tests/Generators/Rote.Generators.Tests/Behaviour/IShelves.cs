namespace Rote.Generators.Tests.Behaviour;

/// <summary>Writers that are awaited or read, and take parameters by reference.</summary>
public interface IShelves
{
    [Cached(Minutes = 5, Tags = ["of:{room}"])]
    ValueTask<int> CountAsync(string room, Guid id);

    [Invalidates(nameof(CountAsync))]
    Task PutAsync(string room, in Guid id, ReadOnlySpan<char> text);

    [Invalidates(nameof(CountAsync)), Monitored]
    ValueTask<int> MoveAsync(string room, ref Guid id);

    [Invalidates(Tags = ["of:{room}"])]
    IAsyncEnumerable<int> WriteAsync(in string room, params ReadOnlySpan<Guid> ids);

    [Invalidates(All = true), Monitored]
    Task<int> ClearAsync(scoped ReadOnlySpan<char> why);
}
