namespace Rote.Hosting;

/// <summary>
/// The key of a store that was registered as the service itself, before a composite took that place. Like no other: a composite
/// may become a store of the next one.
/// </summary>
internal sealed class FanOutStoreKey;
