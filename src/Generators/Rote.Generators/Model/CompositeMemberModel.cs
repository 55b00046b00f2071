namespace Rote.Generators.Model;

/// <summary>A member of a composite.</summary>
/// <param name="Member">The member.</param>
/// <param name="IsOfAll">Whether a call of all stores; otherwise the first store is called, or all are searched.</param>
/// <param name="Search">How the answers of all stores are merged; <see langword="null"/> for no search.</param>
internal sealed record CompositeMemberModel(MemberModel Member, bool IsOfAll, FanOutSearchModel? Search)
{
    /// <summary>Whether the call is passed on to the first store.</summary>
    public bool IsOfFirst => !IsOfAll && Search is null;
}
