namespace Rote.Caching;

/// <summary>The serializers of values for second levels, by type.</summary>
public sealed class CacheSerializers
{
}
