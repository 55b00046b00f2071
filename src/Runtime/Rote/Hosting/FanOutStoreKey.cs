namespace Rote.Hosting;

/// <summary>The key of a store that was registered as the service itself, before a composite took that place.</summary>
internal sealed record FanOutStoreKey(int Store);
