using Rote;

namespace WriteBehindSample;

/// <summary>Where turns go that cannot be stored, for a person to look at.</summary>
/// <remarks>Thread-safe. Like everything that gathers, it has a bound.</remarks>
internal sealed class DeadLetterShelf(int capacity)
{
    private readonly Lock _gate = new();
    private readonly List<DeadLetter> _letters = [];

    /// <summary>What lies there.</summary>
    public IReadOnlyList<DeadLetter> Letters
    {
        get
        {
            lock (_gate)
            {
                return [.. _letters];
            }
        }
    }

    /// <summary>Takes all letters, or none: one that throws has taken none, and the buffer hands them back.</summary>
    /// <exception cref="InvalidOperationException">There is no room.</exception>
    public ValueTask TakeAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_letters.Count + letters.Count > capacity)
            {
                throw new InvalidOperationException($"The shelf holds {capacity}: look through it.");
            }

            _letters.AddRange(letters);
        }

        return ValueTask.CompletedTask;
    }
}
