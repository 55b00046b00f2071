namespace AgentMemory.Runs;

/// <summary>Shows how far the runs are.</summary>
internal interface IProgressDisplay
{
    /// <summary>Begins a bar of <paramref name="total"/> passages.</summary>
    RunProgress Begin(string title, int total);
}
