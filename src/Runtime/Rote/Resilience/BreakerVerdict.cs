namespace Rote.Resilience;

/// <summary>What the end of a call says of the store.</summary>
internal enum BreakerVerdict
{
    /// <summary>Nothing: its caller left, or it was refused before it reached the store.</summary>
    Nothing,

    /// <summary>The store answered.</summary>
    Success,

    /// <summary>The store failed, or did not answer in time.</summary>
    Failure,
}
