namespace BackgroundWorkSample;

/// <summary>The service that stores memories and finds tags for them. Each call is a round trip.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class MemoryService
{
    private int _stored;
    private int _tagCalls;
    private int _tagged;

    /// <summary>Calls that store a memory.</summary>
    public int StoreCalls => Volatile.Read(ref _stored);

    /// <summary>Calls that look for tags, also those that find none.</summary>
    public int TagCalls => Volatile.Read(ref _tagCalls);

    /// <summary>Memories that have their tags.</summary>
    public int Tagged => Volatile.Read(ref _tagged);

    public async ValueTask StoreAsync(Memory memory, CancellationToken cancellationToken)
    {
        await TravelAsync(cancellationToken);
        Interlocked.Increment(ref _stored);
    }

    /// <exception cref="FormatException">There is no word in it.</exception>
    public async ValueTask TagAsync(Memory memory, CancellationToken cancellationToken)
    {
        await TravelAsync(cancellationToken);
        Interlocked.Increment(ref _tagCalls);
        if (!memory.Text.Any(char.IsLetter))
        {
            throw new FormatException($"{memory.Id} has no words to tag.");
        }

        Interlocked.Increment(ref _tagged);
    }

    private static async ValueTask TravelAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
    }
}
