using System.Diagnostics;

namespace Rote.Background;

/// <summary>An item on its way to a worker.</summary>
/// <param name="Item">The item.</param>
/// <param name="Parent">The span it was enqueued in; the default value where there was none.</param>
/// <param name="Stamp">When it was enqueued, or <see cref="Untimed"/> while nobody measures.</param>
internal readonly record struct QueuedItem<TItem>(TItem Item, ActivityContext Parent, long Stamp)
{
    /// <summary>No monotonic clock begins here.</summary>
    public const long Untimed = long.MinValue;
}
