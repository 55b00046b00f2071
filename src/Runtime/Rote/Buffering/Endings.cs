using System.Runtime.ExceptionServices;
using Rote.Execution;

namespace Rote.Buffering;

/// <summary>What has come to its end under the lock, to be told outside of it.</summary>
internal sealed class Endings
{
    private readonly List<(Outcome<bool> Outcome, ExceptionDispatchInfo? Error)> _all = [];

    public void Add(Outcome<bool> outcome, ExceptionDispatchInfo? error = null) => _all.Add((outcome, error));

    /// <summary>Tells them, in their order. Not under a lock.</summary>
    public void Tell()
    {
        foreach ((Outcome<bool> outcome, ExceptionDispatchInfo? error) in _all)
        {
            if (error is null)
            {
                outcome.TrySucceed(true);
            }
            else
            {
                outcome.TryFail(error);
            }
        }
    }
}
