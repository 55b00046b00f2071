using System.Threading.Tasks.Sources;

namespace Rote.Allocation.Tests;

/// <summary>A store that answers when it is told to, and allocates nothing itself.</summary>
internal sealed class LaterAnswer : IValueTaskSource<string>
{
    private ManualResetValueTaskSourceCore<string> _core;

    public ValueTask<string> Ask()
    {
        _core.Reset();
        return new ValueTask<string>(this, _core.Version);
    }

    public void Give(string value) => _core.SetResult(value);

    public string GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);
}
