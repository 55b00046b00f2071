namespace WriteBehindSample;

/// <summary>The store refuses a turn, and the commit that brings it. It will refuse it again: nothing to retry.</summary>
internal sealed class TurnTooLongException(Turn turn, int maxLength) : Exception(
    $"Turn {turn.Number} of {turn.Session} has {turn.Text.Length} characters. At most {maxLength} fit: shorten it.");
