namespace Rote.Buffering;

/// <summary>Why aggregates are sealed and delivered now.</summary>
internal enum PumpKind
{
    /// <summary>Time has passed: what is over is sealed, and what failed is tried again.</summary>
    Tick,

    /// <summary>Callers wait for room: the oldest buckets are sealed early where nothing is over.</summary>
    Room,

    /// <summary>Somebody asks for everything.</summary>
    Flush,

    /// <summary>Everything, once more and for the last time.</summary>
    Final,
}
