namespace Rote.Generators.Shared;

/// <summary>How a method hands its result over.</summary>
internal enum ReturnKind
{
    /// <summary><c>void</c>.</summary>
    Nothing,

    /// <summary>A plain value, sequences and streams among them.</summary>
    Value,

    /// <summary><c>Task</c>.</summary>
    Task,

    /// <summary><c>Task&lt;T&gt;</c>.</summary>
    TaskOfValue,

    /// <summary><c>ValueTask</c>.</summary>
    ValueTask,

    /// <summary><c>ValueTask&lt;T&gt;</c>.</summary>
    ValueTaskOfValue,
}
