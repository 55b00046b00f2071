namespace Rote.Models;

/// <summary>What a <see cref="MergedAnalyses"/> has done since it was made.</summary>
/// <param name="MergedRequests">Requests for several inputs.</param>
/// <param name="SingleRequests">Requests for one input.</param>
/// <param name="FailedChecks">
/// Answers to several inputs that could not be split with certainty; each input was asked alone.
/// </param>
public readonly record struct MergedAnalysesStatistics(long MergedRequests, long SingleRequests, long FailedChecks);
