namespace Rote;

/// <summary>
/// Marks the parameter that names the owner of the data: a tenant, a user, a session. A scope is part of every cache key,
/// cache tag and batch, so that no call ever sees or travels with the data of another scope.
/// </summary>
/// <remarks>A method may have several; together, in order, they are its scope.</remarks>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class ScopeAttribute : Attribute;
