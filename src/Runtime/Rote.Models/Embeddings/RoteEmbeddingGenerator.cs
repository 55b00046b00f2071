using Microsoft.Extensions.AI;
using Rote.Batching;
using Rote.Caching;
using Rote.Generated;

namespace Rote.Models;

/// <summary>
/// An embedding generator that asks its provider as rarely as it can: each text once, in full requests, and not again while its
/// vector is kept.
/// </summary>
/// <remarks>
/// <para>
/// Concurrent calls share requests; equal texts are sent once, also across calls in flight. Requests stay within the provider's
/// limits of texts and tokens. A vector is kept under its provider, its address, model, dimensions, other options and whole
/// text. A failure, a vector of zeros, one of a wrong dimension or with a component that is no finite number is never kept;
/// all but zeros are an
/// exception for those who asked for that text.
/// </para>
/// <para>
/// The tokens that a provider reports are divided among the texts of the request; a caller's
/// <see cref="GeneratedEmbeddings{TEmbedding}.Usage"/> is what was spent for him, zero where all texts were known. Of texts that
/// several callers waited for, one of them is told.
/// </para>
/// <para>Thread-safe. Vectors are shared between callers, who must not write to them.</para>
/// </remarks>
public sealed class RoteEmbeddingGenerator : DelegatingEmbeddingGenerator<string, Embedding<float>>, IAsyncDisposable
{
    private const string Service = "Rote.Models.Embeddings";

    private readonly RoteEmbeddingOptions _options;
    private readonly DecoratorContext _context;
    private readonly EmbeddingSpaces _spaces;
    private readonly EmbeddingRequests _requests;
    private readonly EmbeddingCounts _counts = new();
    private readonly CacheRegion<EmbeddingKey, EmbeddingEntry> _region;
    private readonly Batcher<EmbeddingSpace, string, EmbeddingEntry> _batcher;

    /// <summary>Makes one.</summary>
    /// <param name="innerGenerator">The provider; disposed of together with this generator.</param>
    /// <param name="options">Limits and lifetimes; <see langword="null"/>: the defaults. Copied.</param>
    /// <exception cref="ArgumentException">
    /// An option makes no sense, or there is a second level and no model is known.
    /// </exception>
    public RoteEmbeddingGenerator(
        IEmbeddingGenerator<string, Embedding<float>> innerGenerator, RoteEmbeddingOptions? options = null)
        : base(innerGenerator)
    {
        _options = (options ?? new RoteEmbeddingOptions()).Snapshot();
        _spaces = new EmbeddingSpaces(_options, innerGenerator.GetService<EmbeddingGeneratorMetadata>());
        if (_options.Rote.SecondLevel is not null && _spaces.DefaultModel is null)
        {
            throw new ArgumentException(
                "The provider does not say what its model is, and vectors of two models must not meet in a second level. Set "
                + "RoteEmbeddingOptions.ModelId.",
                nameof(options));
        }

        _requests = new EmbeddingRequests(innerGenerator, _options, _counts);
        _context = new DecoratorContext(Service, WithSerializer(_options.Rote));
        _region = _context.Cache(
            new CachePolicy
            {
                Region = "embeddings",
                Lifetime = _options.Lifetime,
                MaxWeight = _options.MaxBytes,
                SecondLevel = true,
            },
            new CacheFunctions<EmbeddingKey, EmbeddingEntry>
            {
                KeyText = EmbeddingKey.WriteText,
                Weight = static entry => entry.Bytes,
                Lifetime = static entry => entry.IsCacheable ? null : TimeSpan.Zero,
            });
        _batcher = _context.Batch<EmbeddingSpace, string, EmbeddingEntry>(
            new BatchPolicy
            {
                Operation = "embeddings",
                MaxBatchSize = _options.MaxItemsPerRequest,
                MaxConcurrentBatches = _options.MaxConcurrentRequests,
                MaxDelay = _options.MaxDelay,
            },
            _requests.SendAsync);
    }

    /// <summary>What this generator has done so far.</summary>
    public RoteEmbeddingStatistics Statistics => _counts.Snapshot(_region.Statistics);

    /// <summary>Texts and requests that are not over yet.</summary>
    internal int PendingTexts => _batcher.Held;

    /// <summary>Embeds texts.</summary>
    /// <param name="values">The texts; equal ones are sent once. Read before the call returns.</param>
    /// <param name="options">Model, dimensions and more; those without a text form are neither cached nor coalesced.</param>
    /// <param name="cancellationToken">Lets this caller leave; a text that nobody waits for any more is not sent.</param>
    /// <returns>An embedding for each text, in their order.</returns>
    /// <exception cref="ArgumentNullException">There are no texts.</exception>
    /// <exception cref="ArgumentException">A text is <see langword="null"/>.</exception>
    /// <exception cref="EmbeddingInputTooLongException">A text is too long. Nothing of this call was sent.</exception>
    /// <exception cref="InvalidEmbeddingException">The provider's answer is of no use for one of the texts.</exception>
    /// <exception cref="OperationCanceledException">This caller left.</exception>
    /// <exception cref="ObjectDisposedException">The generator is disposed of.</exception>
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] texts = [.. values];
        CheckTexts(texts);
        _counts.Ask(texts.Length);
        if (texts.Length == 0)
        {
            return Answer([]);
        }

        EmbeddingSpace space = _spaces.Of(options);
        if (space.Key is null)
        {
            _counts.Bypass();
            return Answer(await _requests.SendAsync(space, texts, cancellationToken).ConfigureAwait(false));
        }

        return Answer(await _region.LoadManyAsync(
            texts,
            (_batcher, Space: space),
            static (state, text) => new EmbeddingKey(state.Space.Key!, text),
            static async (state, missing, token) =>
                await state._batcher.GetManyAsync(state.Space, missing, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Forgets every vector, in memory and in the second level.</summary>
    public void Clear() => _region.InvalidateAll();

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null)
        => serviceKey is null && serviceType == typeof(RoteEmbeddingGenerator) ? this : base.GetService(serviceType, serviceKey);

    /// <summary>
    /// Refuses new calls, sends what waits and finishes writes to the second level within <see cref="RoteOptions.DrainTimeout"/>,
    /// then disposes of the provider.
    /// </summary>
    /// <returns>Completes when everything is delivered.</returns>
    /// <exception cref="RoteDrainException">Texts were not sent in time; their callers get one too.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _context.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _context.Dispose();
        }

        base.Dispose(disposing);
    }

    private static RoteOptions WithSerializer(RoteOptions options)
    {
        RoteOptions copy = options.Snapshot();
        copy.Serializers.Add(new EmbeddingEntrySerializer());
        return copy;
    }

    private void CheckTexts(string[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is null)
            {
                throw new ArgumentException($"The text at position {i} is null. Leave it out.", nameof(values));
            }

            int tokens = _options.CountTokens(values[i]);
            if (tokens > _options.MaxTokensPerInput)
            {
                throw EmbeddingInputTooLongException.For(i, tokens, _options.MaxTokensPerInput);
            }
        }
    }

    private static GeneratedEmbeddings<Embedding<float>> Answer(IReadOnlyList<EmbeddingEntry> entries)
    {
        long input = 0;
        long total = 0;
        bool isKnown = true;
        var embeddings = new List<Embedding<float>>(entries.Count);
        foreach (EmbeddingEntry entry in entries)
        {
            embeddings.Add(entry.ToEmbedding());
        }

        foreach (EmbeddingEntry entry in entries)
        {
            if (entry.TakeUsage() is { } share)
            {
                input += share.InputTokens ?? 0;
                total += share.TotalTokens ?? 0;
                isKnown &= share.InputTokens is not null;
            }
        }

        return new GeneratedEmbeddings<Embedding<float>>(embeddings)
        {
            Usage = isKnown ? new UsageDetails { InputTokenCount = input, TotalTokenCount = total } : null,
        };
    }
}
