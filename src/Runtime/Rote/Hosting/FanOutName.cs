namespace Rote.Hosting;

/// <summary>A composite in a container, and the name of its options: another of the same service has its own.</summary>
internal sealed record FanOutName(Type Service, string Name);
