namespace Rote.Generators.Shared;

/// <summary>How a bulk method answers the calls that were made one call of it.</summary>
internal enum BatchAnswerKind
{
    /// <summary>Not in a way that is understood.</summary>
    None,

    /// <summary>Not at all: the single method returns nothing either.</summary>
    Nothing,

    /// <summary>With a list of results, aligned with the items.</summary>
    List,

    /// <summary>With a list of <c>BatchResult&lt;T&gt;</c>, aligned with the items: each may fail alone.</summary>
    Outcomes,

    /// <summary>With a dictionary from items to results, where what it does not hold is absent.</summary>
    Dictionary,
}
