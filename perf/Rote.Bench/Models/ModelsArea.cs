using Rote.Bench.Figures;

namespace Rote.Bench.Models;

/// <summary>The figures of model clients: what is sent to embedders, which answers of chat models are used again.</summary>
internal static class ModelsArea
{
    /// <summary>A part is plugged in by a line.</summary>
    public static PartedArea Make() => new("models", [new EmbeddingFigures(), new SimilarityFigures(), new ChatFigures()]);
}
