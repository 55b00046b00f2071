namespace Rote.Generators.Shared;

/// <summary>Cached methods of an interface that share entries.</summary>
/// <param name="Name">Name of the region.</param>
/// <param name="Members">The methods, those without a list first.</param>
internal sealed record CachedRegion(string Name, IReadOnlyList<CachedMember> Members)
{
    /// <summary>The method whose options hold for all: the first that sets any.</summary>
    public CachedMember Decider => Members.FirstOrDefault(member => member.Settings.HasOptions) ?? Members[0];

    /// <summary>Methods that set options of their own, which do not hold.</summary>
    public IEnumerable<CachedMember> Dissenters
        => Members.Where(member => member.Settings.HasOptions && member.Settings.Options != Decider.Settings.Options);

    /// <summary>The regions of the cached methods of one interface.</summary>
    /// <param name="members">The methods, in the order of declaration.</param>
    /// <param name="defaultName">The name of a method's region where none is given.</param>
    public static IReadOnlyList<CachedRegion> Of(IReadOnlyList<CachedMember> members, Func<CachedMember, string> defaultName)
    {
        // A list method without a region of its own shares that of its single-item method.
        string NameOf(CachedMember member) => member.Settings.Region
            ?? (SingleOf(member, members) is { } single ? single.Settings.Region ?? defaultName(single) : defaultName(member));
        return [.. members
            .OrderBy(member => member.List is null ? 0 : 1)
            .GroupBy(member => (Name: NameOf(member), member.Shape))
            .Select(region => new CachedRegion(region.Key.Name, [.. region]))];
    }

    private static CachedMember? SingleOf(CachedMember list, IReadOnlyList<CachedMember> members)
        => list.List is null ? null : members.FirstOrDefault(single
            => single.List is null
                && single.Shape == list.Shape
                && AreAlike(single, list)
                && BulkNames.AreRelated(single.Method.Name, list.Method.Name));

    // What stands before the item means the same where it is named the same: a folder is not a user, though both are strings.
    private static bool AreAlike(CachedMember single, CachedMember list)
        => single.Keyed.Take(single.Keyed.Count - 1).Select(parameter => parameter.Name)
            .SequenceEqual(list.Keyed.Take(list.Keyed.Count - 1).Select(parameter => parameter.Name));
}
