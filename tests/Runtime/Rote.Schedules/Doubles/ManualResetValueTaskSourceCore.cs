using System.Threading.Tasks.Sources;
using Rote.Testing.Scheduling;

namespace Rote.Batching;

/// <summary>
/// The library's source, with steps where its callers can meet. It fails the schedule where the library's breaks silently: when
/// two use it at once, or when it is used again before its caller has its result.
/// </summary>
internal struct ManualResetValueTaskSourceCore<TResult>
{
    private Action<object?>? _continuation;
    private object? _state;
    private TResult? _result;
    private bool _completed;
    private short _version;

    public readonly short Version => _version;

    public void Reset()
    {
        Require(_completed, "reset before it had its result");
        _version++;
        _completed = false;
        _continuation = null;
        _state = null;
    }

    public void SetResult(TResult result)
    {
        Interleaver.Step("SetResult");
        Require(!_completed, "ended twice");
        _result = result;
        _completed = true;
        Action<object?>? continuation = _continuation;
        object? state = _state;
        Interleaver.Step("done");
        continuation?.Invoke(state);
    }

    public readonly TResult GetResult(short token)
    {
        Validate(token);
        Require(_completed, "asked before it had its result");
        return _result!;
    }

    public readonly ValueTaskSourceStatus GetStatus(short token)
    {
        Interleaver.Step("GetStatus");
        Validate(token);
        return _completed ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;
    }

    /// <summary>No context flows: who continues in a schedule has none.</summary>
    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        Interleaver.Step("OnCompleted");
        Validate(token);
        Require(_continuation is null, "awaited twice");
        _continuation = continuation;
        _state = state;
        if (_completed)
        {
            Interleaver.Post(() => continuation(state));
        }
    }

    private readonly void Validate(short token) => Require(token == _version, "in use by another caller");

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            Interleaver.Fail($"A task source is {otherwise}.");
        }
    }
}
