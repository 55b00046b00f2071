namespace Rote;

/// <summary>
/// Lets a parameter of a <see cref="MonitoredAttribute"/> method become a tag of its span and of its duration. No other argument
/// ever does.
/// </summary>
/// <remarks>
/// For parameters with few values: an enum, a <see cref="bool"/>, or a string of which <see cref="Values"/> lists those that are
/// told apart. Everything else is told as <c>_OTHER</c>, so that arguments never make a new time series. Of a method three
/// parameters at most, with 64 combinations of values at most. A <see cref="ScopeAttribute"/> parameter is refused, as is
/// every other type (ROTE2031).
/// </remarks>
/// <param name="name">Name of the tag, such as <c>memory.type</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MonitoredTagAttribute(string name) : Attribute
{
    /// <summary>Name of the tag.</summary>
    public string Name { get; } = name;

    /// <summary>Of a string parameter: the values that are told apart, by ordinal comparison.</summary>
    public string[] Values { get; set; } = [];
}
