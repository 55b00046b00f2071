namespace Rote;

/// <summary>
/// Marks the number that a method with <see cref="AggregatedAttribute"/> records, where it has several numeric parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class SampleAttribute : Attribute;
