using System.Runtime.ExceptionServices;

namespace Rote.Execution;

/// <summary>The end of some shared work as an object; see <see cref="OutcomeState{T}"/>.</summary>
internal class Outcome<T>
{
    private OutcomeState<T> _state;

    public bool Ended => _state.Ended;

    public bool Succeeded => _state.Succeeded;

    public bool TrySucceed(T value) => _state.TrySucceed(value);

    public bool TryFail(ExceptionDispatchInfo error) => _state.TryFail(error);

    public Task WhenEnded(CancellationToken cancellationToken) => _state.WhenEnded(cancellationToken);

    public T GetResult() => _state.GetResult();
}
