namespace Rote.Analyzers.Dataflow;

/// <summary>What a write does to its variable.</summary>
internal enum WriteKind
{
    /// <summary>Gives it a new value, independent of the old.</summary>
    Assignment,

    /// <summary>Adds to, or subtracts from, the old value: <c>i++</c>, <c>i += step</c>.</summary>
    Step,

    /// <summary>Sets a member or an element of the object that it holds.</summary>
    Member,

    /// <summary>Adds one thing to the collection that it holds.</summary>
    SingleAdd,

    /// <summary>Calls something that may change the object that it holds.</summary>
    Mutation,
}
