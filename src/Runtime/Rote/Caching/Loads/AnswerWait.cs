using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>
/// Waits for a store's answer and hands it on in the execution context of the call, as an asynchronous method would; but its
/// object is used again, so a load that waits costs none.
/// </summary>
/// <remarks>Thread-safe. One at most is kept for each processor.</remarks>
internal sealed class AnswerWait<TValue>
{
    private static readonly AnswerWait<TValue>?[] Spare = new AnswerWait<TValue>?[Environment.ProcessorCount];

    private readonly Action _resume;
    private IAnswered<TValue>? _owner;
    private ExecutionContext? _context;

    [SuppressMessage("Reliability", "CA2012", Justification = "Held until it has ended, and then consumed once, by the owner.")]
    private ValueTask<TValue> _call;

    private AnswerWait() => _resume = Resume;

    private static ref AnswerWait<TValue>? SpareHere => ref Spare[Thread.GetCurrentProcessorId() % Spare.Length];

    /// <summary>
    /// Calls <paramref name="owner"/> when <paramref name="call"/>, whose result nobody else asks for, has ended.
    /// </summary>
    public static void Begin(ValueTask<TValue> call, IAnswered<TValue> owner)
    {
        AnswerWait<TValue> wait = Interlocked.Exchange(ref SpareHere, null) ?? new AnswerWait<TValue>();
        wait._owner = owner;
        wait._context = ExecutionContext.Capture();
        wait._call = call;
        ConfiguredValueTaskAwaitable<TValue>.ConfiguredValueTaskAwaiter end = call.ConfigureAwait(false).GetAwaiter();
        if (end.IsCompleted)
        {
            wait.HandOn();
        }
        else
        {
            end.UnsafeOnCompleted(wait._resume);
        }
    }

    private void Resume()
    {
        // No context: whoever made the call had suppressed its flow.
        if (_context is { } context)
        {
            ExecutionContext.Run(context, static wait => ((AnswerWait<TValue>)wait!).HandOn(), this);
        }
        else
        {
            HandOn();
        }
    }

    private void HandOn()
    {
        IAnswered<TValue> owner = _owner!;
        ValueTask<TValue> call = _call;
        _owner = null;
        _context = null;
        _call = default;
        Interlocked.Exchange(ref SpareHere, this);
        owner.OnAnswer(call);
    }
}
