namespace TelemetrySample;

/// <summary>Kinds of memories: few, so that they may become a tag.</summary>
internal enum MemoryKind
{
    Episodic,
    Semantic,
    Procedural,
}
