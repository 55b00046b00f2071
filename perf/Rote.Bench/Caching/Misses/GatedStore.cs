using System.Threading.Tasks.Sources;

namespace Rote.Bench.Caching.Misses;

/// <summary>Answers when it is told to, on that thread, and allocates nothing. One call at a time.</summary>
internal sealed class GatedStore : IMissStore, IValueTaskSource<string?>
{
    private ManualResetValueTaskSourceCore<string?> _answer;

    public ValueTask<string?> GetAsync(string userId, long id, CancellationToken cancellationToken = default)
    {
        _answer.Reset();
        return new(this, _answer.Version);
    }

    public void Answer(string? value) => _answer.SetResult(value);

    public string? GetResult(short token) => _answer.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _answer.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _answer.OnCompleted(continuation, state, token, flags);
}
