namespace Rote;

/// <summary>
/// Lets the decorator of an interface work over a pool of stores: each call rents one, and each bulk call of a batch.
/// </summary>
/// <remarks>
/// <para>
/// For stores that are bound to a connection, and so serve one call at a time. Beside <c>Decorate(store)</c> the generator emits
/// <c>Decorate(pool)</c>, which takes a <c>ConnectionPool</c> of the interface. The aspects stay outside: a cache hit rents
/// nothing, and calls that are batched together rent once.
/// </para>
/// <para>
/// A stream holds its connection until it has been read or left; a sequence is read to its end before it is returned. Anything
/// else that is returned must not need the connection any more.
/// </para>
/// <para>
/// Nothing is emitted for an interface with events, properties that are set, results by reference or on the stack, enumerators,
/// or asynchronous members with parameters by reference: there is no one connection that these belong to.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class PooledAttribute : Attribute;
