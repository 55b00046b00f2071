namespace BackgroundWorkSample;

/// <summary>Tags memories. Scoped, as whatever uses a database session: the queue gives each item a scope of its own.</summary>
internal sealed class Tagger(MemoryService service)
{
    public ValueTask TagAsync(Memory memory, CancellationToken cancellationToken) => service.TagAsync(memory, cancellationToken);
}
