namespace Rote.Caching;

/// <summary>What a second level answered.</summary>
/// <param name="Found">Whether there is a value.</param>
/// <param name="Value">The value; may be <see langword="null"/> when found.</param>
/// <param name="Remaining">Time until the value expires, by this machine's wall clock; positive when found.</param>
/// <param name="Ticket">
/// For the write of what is loaded now; <see langword="null"/>: the level is out of reach, and a write would do nothing.
/// </param>
internal readonly record struct LevelRead<TValue>(bool Found, TValue? Value, TimeSpan Remaining, LevelTicket? Ticket);
