namespace Rote.Testing.Scheduling;

/// <summary>Whether an actor can go on.</summary>
internal enum ActorState
{
    /// <summary>Nothing to do.</summary>
    Idle,

    /// <summary>Runs, or could.</summary>
    Ready,

    /// <summary>Waits for a resource.</summary>
    Blocked,
}
