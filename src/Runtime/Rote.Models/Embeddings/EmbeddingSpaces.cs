using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>Finds the space that a call's options ask for.</summary>
internal sealed class EmbeddingSpaces
{
    private readonly RoteEmbeddingOptions _options;
    private readonly EmbeddingGeneratorMetadata? _metadata;
    private readonly EmbeddingSpace _default;

    public EmbeddingSpaces(RoteEmbeddingOptions options, EmbeddingGeneratorMetadata? metadata)
    {
        _options = options;
        _metadata = metadata;
        _default = Make(null);
    }

    /// <summary>The model of calls that name none; <see langword="null"/>: nobody knows.</summary>
    public string? DefaultModel => _options.ModelId ?? _metadata?.DefaultModelId;

    /// <summary>The space that a call's options ask for.</summary>
    public EmbeddingSpace Of(EmbeddingGenerationOptions? options)
    {
        if (options is null)
        {
            return _default;
        }

        // A copy: the caller may change his own while the request waits for company.
        return Make(options.Clone());
    }

    private EmbeddingSpace Make(EmbeddingGenerationOptions? options)
    {
        string? model = options?.ModelId ?? DefaultModel;
        int? dimensions = options?.Dimensions
            ?? (model == DefaultModel ? _options.ExpectedDimensions ?? DefaultDimensionsOf(model) : null);
        return new EmbeddingSpace(KeyOf(options, model, dimensions), model, dimensions, options);
    }

    private int? DefaultDimensionsOf(string? model)
        => model == _metadata?.DefaultModelId ? _metadata?.DefaultModelDimensions : null;

    private string? KeyOf(EmbeddingGenerationOptions? options, string? model, int? dimensions)
    {
        // What a subclass adds, or a delegate makes of the request, nobody can compare.
        if (options is not null
            && (options.GetType() != typeof(EmbeddingGenerationOptions) || options.RawRepresentationFactory is not null))
        {
            return null;
        }

        CanonicalText text = new CanonicalText()
            .Add(_options.Version)
            .Add(_metadata?.ProviderName)
            .Add(_metadata?.ProviderUri?.AbsoluteUri)
            .Add(model)
            .Add(dimensions);
        return text.TryAddAll(options?.AdditionalProperties) ? text.ToString() : null;
    }
}
