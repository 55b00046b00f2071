namespace Rote;

/// <summary>Lets the decorator of an interface work over a store that is opened at its first use.</summary>
/// <remarks>
/// <para>
/// Beside <c>Decorate(store)</c> the generator emits <c>Decorate(lazyStore)</c>, which takes a <c>LazyStore</c> of the interface.
/// The first call that reaches the store opens it, once, however many come at the same time; a failed opening fails those
/// calls and is tried again by the next. Synchronous members block meanwhile.
/// </para>
/// <para>
/// Nothing is emitted for an interface with asynchronous members that take parameters by reference, or with pointers: such a
/// call cannot wait.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class OpenedLazilyAttribute : Attribute;
