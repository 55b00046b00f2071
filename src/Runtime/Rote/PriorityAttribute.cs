namespace Rote;

/// <summary>
/// Marks the parameter of a <see cref="WriteBehindAttribute"/> method that says whether a write is urgent: then it flushes its
/// partition at once. The bulk method does not take it.
/// </summary>
/// <remarks>For a <see cref="bool"/>, an integer or an enum.</remarks>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class PriorityAttribute : Attribute
{
    /// <summary>The number, or the number of the enum's value, from which a write is urgent. Default 1. Not for flags.</summary>
    public long AtLeast { get; set; } = 1;
}
