using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>
/// The names by which generator and analyzers know the attributes of the runtime, which they do not reference. A test resolves
/// each against the real assembly.
/// </summary>
internal static class KnownAttributes
{
    public const string Cached = "Rote.CachedAttribute";
    public const string Batched = "Rote.BatchedAttribute";
    public const string WriteBehind = "Rote.WriteBehindAttribute";
    public const string Priority = "Rote.PriorityAttribute";
    public const string Partition = "Rote.PartitionAttribute";
    public const string Aggregated = "Rote.AggregatedAttribute";
    public const string Sample = "Rote.SampleAttribute";
    public const string Invalidates = "Rote.InvalidatesAttribute";
    public const string Monitored = "Rote.MonitoredAttribute";
    public const string MonitoredTag = "Rote.MonitoredTagAttribute";
    public const string Resilient = "Rote.ResilientAttribute";
    public const string Pooled = "Rote.PooledAttribute";
    public const string OpenedLazily = "Rote.OpenedLazilyAttribute";
    public const string Paged = "Rote.PagedAttribute";
    public const string FanOut = "Rote.FanOutAttribute";
    public const string Scope = "Rote.ScopeAttribute";
    public const string NotInKey = "Rote.NotInKeyAttribute";

    /// <summary>The attribute of this full name that a symbol carries, or nothing.</summary>
    public static AttributeData? FindAttribute(this ISymbol symbol, string name)
    {
        const string Namespace = "Rote";
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && name.Length == Namespace.Length + 1 + type.Name.Length
                && name.EndsWith(type.Name, StringComparison.Ordinal)
                && type.Is(Namespace, type.Name))
            {
                return attribute;
            }
        }

        return null;
    }
}
