namespace Rote.Buffering;

/// <summary>Why a bulk call failed.</summary>
/// <param name="Error">What callers get.</param>
/// <param name="Reason">How that counts.</param>
/// <param name="CanBePoison">
/// Whether one of the items may be to blame: not where the call took too long, was cancelled, or failed in a way that passes.
/// </param>
internal sealed record CommitFailure(Exception Error, DeadLetterReason Reason, bool CanBePoison);
