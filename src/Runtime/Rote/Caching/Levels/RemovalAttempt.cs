namespace Rote.Caching;

/// <summary>One call of a level to remove a key.</summary>
/// <param name="Removal">What it is for.</param>
/// <param name="Version">The removal's version when the call began.</param>
/// <param name="Conclusive">Whether no write of the key was under way that could land after the call.</param>
internal readonly record struct RemovalAttempt(PendingRemoval Removal, long Version, bool Conclusive);
