namespace Rote.Generators.Fuzz.Tests.Playing;

/// <summary>How the recording implementation answers.</summary>
public enum TapeMode
{
    /// <summary>At once.</summary>
    Plain,

    /// <summary>Later, where it can: tasks are not yet completed when they are handed out.</summary>
    Late,

    /// <summary>By an exception, thrown by the call itself.</summary>
    Throw,

    /// <summary>By an exception in the task, where there is one; otherwise thrown.</summary>
    Fault,
}
