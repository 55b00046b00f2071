namespace Rote;

/// <summary>
/// Says what a composite of several stores does with a member. With one on every member without a body, the generator writes the
/// composite and the method <c>FanOut</c> that makes it of stores: <c>stores.FanOut(options)</c>.
/// </summary>
/// <remarks>
/// <para>
/// <c>[FanOut(Score = nameof(Hit.Score), Key = nameof(Hit.Id))]</c> is a search: all stores are asked at the same time, it goes
/// without those that fail or are late, and merges the best items, one of each key. The member returns a task of an array, a
/// list, a list interface or an <see cref="IEnumerable{T}"/> of items, or of <see cref="FanningOut.FanOutResult{TItem}"/> where
/// callers want to see what became of each store. Bounds and times are those of <see cref="FanningOut.FanOutOptions"/>.
/// </para>
/// <para>
/// Other members carry <see cref="FanOutMode.First"/> or <see cref="FanOutMode.All"/>. A member with a body needs no attribute:
/// its body runs on the composite. A member that has no rule, or one that it cannot follow, is an error (ROTE2023, ROTE2024), and
/// there is no composite.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Event, Inherited = false)]
public sealed class FanOutAttribute : Attribute
{
    /// <summary>A search over all stores.</summary>
    public FanOutAttribute()
        : this(FanOutMode.Merge)
    {
    }

    /// <summary>A member of this mode.</summary>
    /// <param name="mode">What the composite does with a call.</param>
    public FanOutAttribute(FanOutMode mode) => Mode = mode;

    /// <summary>What the composite does with a call.</summary>
    public FanOutMode Mode { get; }

    /// <summary>
    /// What gives the score of an item, of any numeric type: a property, a field, a method of the item without parameters, or a
    /// static method of the interface that takes the item. Scores of different stores must be comparable; one that is null or
    /// not a number ranks last. Required for a search.
    /// </summary>
    public string? Score { get; set; }

    /// <summary>Whether the lowest score is the best, as with distances. Default: the highest is.</summary>
    public bool LowestFirst { get; set; }

    /// <summary>
    /// What gives the key of an item, found like the score. Of items with one key the best is kept. Never null, and comparable
    /// with its own type (<see cref="IComparable{T}"/>). Required for a search.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>
    /// The <see cref="int"/> parameter that says how many items are wanted; the stores are asked with it too. Default: the one
    /// called <c>limit</c>.
    /// </summary>
    public string? Limit { get; set; }

    /// <summary>
    /// Items at most, whatever is asked for. Positive; default 0, which leaves it to the limit. Required where there is no limit.
    /// </summary>
    public int MaxItems { get; set; }
}
