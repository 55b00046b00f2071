namespace Rote;

/// <summary>
/// Marks a parameter of a <see cref="WriteBehindAttribute"/> method that its bulk sibling does not take, and that divides writes
/// all the same: writes that differ in it never share a bulk call. Parameters that the sibling takes do so without it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class PartitionAttribute : Attribute;
