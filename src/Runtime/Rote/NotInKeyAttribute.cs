namespace Rote;

/// <summary>
/// Leaves a parameter out of the cache key of a <see cref="CachedAttribute"/> method: calls that differ only in it share
/// an entry. It is passed to the store as it is.
/// </summary>
/// <remarks>The caller that starts a load decides which value the store sees. Not allowed together with
/// <see cref="ScopeAttribute"/>, which wins.</remarks>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class NotInKeyAttribute : Attribute;
