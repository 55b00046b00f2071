namespace LazyStoreSample;

/// <summary>What came of fifty agents asking three times.</summary>
/// <param name="FailedBefore">Agents that were told that the index is not there.</param>
/// <param name="OpenedInVain">Openings that told them.</param>
/// <param name="FailedAfter">Agents without an answer after it was there.</param>
/// <param name="Opened">Openings when it was there.</param>
/// <param name="OpenedAgain">Openings for the third time.</param>
/// <param name="LeftOpen">Copies of the index in memory after all was disposed of.</param>
internal sealed record Visit(
    int FailedBefore, int OpenedInVain, int FailedAfter, int Opened, int OpenedAgain, int LeftOpen);
