namespace AgentMemory.Runs;

/// <summary>The three ways to do the same job.</summary>
internal enum RunKind
{
    /// <summary>One awaited call per item in a loop, as people first write it.</summary>
    Sequential,

    /// <summary>The same calls made concurrently, with a bound.</summary>
    Plain,

    /// <summary>The code of <see cref="Plain"/>, on the decorated interface.</summary>
    Decorated,
}
