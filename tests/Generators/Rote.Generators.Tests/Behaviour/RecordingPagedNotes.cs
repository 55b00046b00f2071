using Rote.Paging;

namespace Rote.Generators.Tests.Behaviour;

/// <summary>Five notes for each user, and what was asked of it.</summary>
public sealed class RecordingPagedNotes : IPagedNotes
{
    private const int Count = 5;

    public List<string> Calls { get; } = [];

    public ValueTask<Page<string>> ListAsync(string user, string? cursor, int limit, CancellationToken ct = default)
    {
        Calls.Add($"{user} {cursor ?? "-"} {limit}");
        int start = cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
        int end = Math.Min(start + limit, Count);
        return new(new Page<string>(
            [.. Enumerable.Range(start, end - start).Select(number => $"{user}/{number}")],
            end < Count ? end.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    public IAsyncEnumerable<string> ReadAsync(string user, CancellationToken ct = default) => throw new NotSupportedException();

    public IAsyncEnumerable<string> ReadBySizeAsync(string user, int limit, CancellationToken ct = default)
        => throw new NotSupportedException();

    public async IAsyncEnumerable<string> ReadWithoutScopeAsync()
    {
        await Task.Yield();
        yield return "own";
    }
}
