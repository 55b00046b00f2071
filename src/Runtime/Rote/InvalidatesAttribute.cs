namespace Rote;

/// <summary>
/// Declares which cached results a writer makes stale. They are dropped when the inner call ends, also when it fails: a
/// failed write may have written.
/// </summary>
/// <remarks>
/// Invalidation beats a load in flight: callers already waiting for it get its value, which is not kept; a call that begins
/// after the invalidation loads anew. Thread-safe. A tag costs constant time, whatever the number of entries.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class InvalidatesAttribute : Attribute
{
    /// <summary>Drops what <paramref name="members"/>, and the tags and regions that are set, name.</summary>
    /// <param name="members">
    /// Names of cached methods of the same interface (<c>nameof(GetAsync)</c>). Where the writer has a parameter of the same
    /// name and type for every keyed parameter of such a method, only that key is dropped; otherwise its whole region is.
    /// </param>
    public InvalidatesAttribute(params string[] members)
    {
        ArgumentNullException.ThrowIfNull(members);
        Members = members;
    }

    /// <summary>Cached methods whose entries are dropped, by key where the parameters match.</summary>
    public string[] Members { get; }

    /// <summary>
    /// Tags to drop. <c>{name}</c> stands for the argument of the parameter of that name. A writer with the same
    /// <see cref="ScopeAttribute"/> parameters as the readers drops the tags of its scope; one without drops those of every
    /// scope.
    /// </summary>
    public string[] Tags { get; set; } = [];

    /// <summary>Regions to drop, whole.</summary>
    public string[] Regions { get; set; } = [];

    /// <summary>Drops every cached result of the interface.</summary>
    public bool All { get; set; }
}
