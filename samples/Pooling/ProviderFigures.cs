namespace PoolingSample;

/// <summary>Connections that twenty calls at once have opened to a provider.</summary>
internal sealed record ProviderFigures(int PlainConnections, int Connections);
