using Microsoft.Extensions.AI;
using Rote.Generated;

namespace Rote.Models;

/// <summary>What the texts of a request have in common. Two are equal where their vectors may stand for one another.</summary>
internal readonly struct EmbeddingSpace : IEquatable<EmbeddingSpace>
{
    /// <param name="key">
    /// Everything a vector depends on but the text; injective. <see langword="null"/>: nobody can compare the options.
    /// </param>
    /// <param name="model">For messages.</param>
    /// <param name="dimensions">Components that a vector must have; <see langword="null"/>: not known.</param>
    /// <param name="options">What is sent.</param>
    public EmbeddingSpace(string? key, string? model, int? dimensions, EmbeddingGenerationOptions? options)
    {
        Key = key;
        Model = model;
        Dimensions = dimensions;
        Options = options;
    }

    public string? Key { get; }

    public string? Model { get; }

    public int? Dimensions { get; }

    public EmbeddingGenerationOptions? Options { get; }

    public bool Equals(EmbeddingSpace other) => string.Equals(Key, other.Key, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is EmbeddingSpace other && Equals(other);

    public override int GetHashCode() => KeyHash.ToHashCode(KeyHash.Of(Key));
}
