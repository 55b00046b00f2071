namespace Rote.Generators.Shared;

/// <summary>What the composite of several stores does with a member, or the first reason why there is none.</summary>
internal enum FanOutVerdictKind
{
    /// <summary>Asks all stores, and merges their items.</summary>
    Merged,

    /// <summary>Passes the call on to the first store.</summary>
    First,

    /// <summary>Calls all stores.</summary>
    All,

    /// <summary>Nothing: the member has a body, which runs on the composite.</summary>
    Own,

    /// <summary>Something is missing or still being typed: nothing can be said yet.</summary>
    Broken,

    /// <summary>No <c>[FanOut]</c>, and no body.</summary>
    NoRule,

    /// <summary>A mode that does not exist.</summary>
    UnknownMode,

    /// <summary>A search or a call of all that is a property or an event.</summary>
    NotAMethod,

    /// <summary>A call that no lambda can repeat: its use is an error, or asks something of its callers.</summary>
    NotRepeatable,

    /// <summary>A parameter by reference, or one that lives on the stack.</summary>
    ByRefParameter,

    /// <summary>A search that does not return a task of items that are never null.</summary>
    NoItems,

    /// <summary>A call of all that does not return <c>Task</c> or <c>ValueTask</c>.</summary>
    NotAwaited,

    /// <summary>A search without a score, or nothing of that name gives a number.</summary>
    NoScore,

    /// <summary>A search without a key, or nothing of that name gives one.</summary>
    NoKey,

    /// <summary>A key that may be null, or that cannot be compared with its own type.</summary>
    BadKey,

    /// <summary>Neither a limit nor a number of items at most.</summary>
    NoLimit,
}
