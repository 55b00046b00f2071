namespace Rote.Analyzers;

/// <summary>
/// The ids of all rules: <c>ROTE1xxx</c> for the usage of stores, <c>ROTE2xxx</c> for the misuse of an attribute.
/// </summary>
public static class RuleIds
{
    /// <summary>A store is called once per element where a batch sibling exists.</summary>
    public const string PerElementCall = "ROTE1001";

    /// <summary><c>[Cached]</c> stands on a member that cannot be cached.</summary>
    public const string UncacheableMember = "ROTE2001";

    /// <summary>Members of an interface have aspects, but no decorator can implement it.</summary>
    public const string UndecoratableInterface = "ROTE2021";

    /// <summary>Cached members share entries, but not how these are kept.</summary>
    public const string ConflictingRegion = "ROTE2022";

    /// <summary><c>[FanOut]</c> stands on a member that cannot follow it.</summary>
    public const string UnfannableMember = "ROTE2023";

    /// <summary>A member of an interface with <c>[FanOut]</c> has none.</summary>
    public const string MemberWithoutFanOut = "ROTE2024";

    /// <summary><c>[MonitoredTag]</c> stands on a parameter that cannot become a tag.</summary>
    public const string UnusableTag = "ROTE2031";
}
