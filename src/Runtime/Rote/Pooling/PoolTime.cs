namespace Rote.Pooling;

/// <summary>Timestamps of pools.</summary>
internal static class PoolTime
{
    /// <summary>Stands for a time that nobody asked for.</summary>
    public const long None = long.MinValue;
}
