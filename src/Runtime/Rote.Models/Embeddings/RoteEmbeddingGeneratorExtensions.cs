using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>Puts Rote before embedding generators.</summary>
public static class RoteEmbeddingGeneratorExtensions
{
    /// <summary>Caches, coalesces and splits the calls of a generator; see <see cref="RoteEmbeddingGenerator"/>.</summary>
    /// <param name="generator">The provider; disposed of together with the result.</param>
    /// <param name="options">Limits and lifetimes; <see langword="null"/>: the defaults.</param>
    /// <returns>
    /// The generator to call instead. In a pipeline's builder: <c>builder.Use(inner => inner.UseRote(options))</c>.
    /// </returns>
    /// <exception cref="ArgumentNullException">There is no provider.</exception>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    public static RoteEmbeddingGenerator UseRote(
        this IEmbeddingGenerator<string, Embedding<float>> generator, RoteEmbeddingOptions? options = null)
        => new(generator, options);
}
