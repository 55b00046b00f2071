namespace Rote.Tests.Caching.Disk;

/// <summary>The simulated process has died: nothing it does has an effect any more.</summary>
internal sealed class SimulatedCrashException : Exception
{
    public SimulatedCrashException()
        : base("The simulated process is dead.")
    {
    }
}
