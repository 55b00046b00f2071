namespace Rote.Caching;

/// <summary>A removal that the level has not confirmed. Belongs to <see cref="RemovalTable"/> and its lock.</summary>
internal sealed class PendingRemoval(string key)
{
    public string Key { get; } = key;

    /// <summary>Moves with every invalidation: a removal that began before the last one confirms nothing.</summary>
    public long Version { get; set; }

    public bool Running { get; set; }

    /// <summary>When it was last sent, by the table's count; 0: never.</summary>
    public long Sent { get; set; }

    /// <summary>A removal went out while a write of the key was under way; the next one has to wait for that write.</summary>
    public bool WaitsForWrite { get; set; }
}
