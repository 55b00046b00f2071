namespace BackgroundWorkSample;

/// <summary>The service that stores memories and finds tags for them. Each call is a round trip.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class MemoryService
{
    private int _calls;
    private int _tagged;

    /// <summary>Round trips.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Memories that have their tags.</summary>
    public int Tagged => Volatile.Read(ref _tagged);

    public async ValueTask StoreAsync(Memory memory, CancellationToken cancellationToken)
    {
        await RoundTripAsync(cancellationToken);
    }

    /// <exception cref="FormatException">There is no word in it.</exception>
    public async ValueTask TagAsync(Memory memory, CancellationToken cancellationToken)
    {
        await RoundTripAsync(cancellationToken);
        if (!memory.Text.Any(char.IsLetter))
        {
            throw new FormatException($"{memory.Id} has no words to tag.");
        }

        Interlocked.Increment(ref _tagged);
    }

    private async ValueTask RoundTripAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _calls);
        await Task.Yield();
    }
}
