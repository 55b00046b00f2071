namespace Rote.Analyzers;

/// <summary>The names by which the analyzers know the runtime, which they do not reference. A test resolves each.</summary>
internal static class KnownNames
{
    public const string CachedAttribute = "Rote.CachedAttribute";

    public const string BatchedAttribute = "Rote.BatchedAttribute";

    public const string InvalidatesAttribute = "Rote.InvalidatesAttribute";

    public const string MonitoredAttribute = "Rote.MonitoredAttribute";

    public const string NotInKeyAttribute = "Rote.NotInKeyAttribute";
}
