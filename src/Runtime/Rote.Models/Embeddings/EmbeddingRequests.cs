using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>Sends texts within the provider's limits, and looks at what comes back.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class EmbeddingRequests(
    IEmbeddingGenerator<string, Embedding<float>> provider, RoteEmbeddingOptions options, EmbeddingCounts counts)
{
    /// <summary>
    /// Sends texts of one space, one request after the other; as many as the limits ask for. A request that fails fails its
    /// texts, and no others.
    /// </summary>
    /// <returns>A vector or a failure for each text, in their order.</returns>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async ValueTask<IReadOnlyList<EmbeddingEntry>> SendAsync(
        EmbeddingSpace space, string[] texts, CancellationToken cancellationToken)
    {
        var tokens = new int[texts.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            tokens[i] = options.CountTokens(texts[i]);
        }

        var entries = new EmbeddingEntry[texts.Length];
        for (int start = 0, end; start < texts.Length; start = end)
        {
            end = EndOfRequest(tokens, start);
            ArraySegment<string> part = new(texts, start, end - start);
            EmbeddingEntry[] answers = await RequestAsync(space, part, tokens.AsMemory(start, end - start), cancellationToken)
                .ConfigureAwait(false);
            answers.CopyTo(entries, start);
        }

        return entries;
    }

    private int EndOfRequest(int[] tokens, int start)
    {
        int end = start;
        for (long sum = 0; end < tokens.Length && end - start < options.MaxItemsPerRequest; end++)
        {
            sum += tokens[end];
            if (sum > options.MaxTokensPerRequest && end > start)
            {
                break;
            }
        }

        return end;
    }

    [SuppressMessage("Design", "CA1031", Justification = "What fails a request is handed to those who wait for its texts.")]
    private async ValueTask<EmbeddingEntry[]> RequestAsync(
        EmbeddingSpace space, ArraySegment<string> texts, ReadOnlyMemory<int> tokens, CancellationToken cancellationToken)
    {
        counts.Send(texts.Count);
        try
        {
            GeneratedEmbeddings<Embedding<float>> answer = await provider
                .GenerateAsync(texts, space.Options?.Clone(), cancellationToken).ConfigureAwait(false);
            if (answer?.Count != texts.Count)
            {
                throw InvalidEmbeddingException.ForCount(space.Model, answer?.Count, texts.Count);
            }

            int vectors = answer.Count(static vector => vector is not null);
            if (vectors != texts.Count)
            {
                throw InvalidEmbeddingException.ForCount(space.Model, vectors, texts.Count);
            }

            return Check(space, texts, answer, SharesOf(answer.Usage, tokens.Span));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            counts.Fail();
            EmbeddingEntry failed = EmbeddingEntry.FromError(error);
            return [.. Enumerable.Repeat(failed, texts.Count)];
        }
    }

    private EmbeddingEntry[] Check(
        EmbeddingSpace space, ArraySegment<string> texts, GeneratedEmbeddings<Embedding<float>> answer, UsageShare[] shares)
    {
        int? expected = space.Dimensions ?? CommonDimensionsOf(answer);
        if (expected is null)
        {
            throw new InvalidEmbeddingException(
                $"The embedding model '{space.Model}' answered with vectors of different dimensions. Set "
                + "RoteEmbeddingOptions.ExpectedDimensions to refuse only the wrong ones.");
        }

        var entries = new EmbeddingEntry[texts.Count];
        for (int i = 0; i < entries.Length; i++)
        {
            ReadOnlySpan<float> vector = answer[i].Vector.Span;
            InvalidEmbeddingException? error =
                vector.Length != expected ? InvalidEmbeddingException.ForDimensions(space.Model, vector.Length, expected.Value)
                : HasNonFinite(vector) ? InvalidEmbeddingException.ForNonFinite(space.Model)
                : null;
            if (error is not null)
            {
                counts.Refuse();
            }

            entries[i] = error is null
                ? EmbeddingEntry.FromEmbedding(answer[i], texts[i].Length, shares[i])
                : EmbeddingEntry.FromError(error);
        }

        return entries;
    }

    /// <summary>Splits what a request cost by the texts' own counts, so that the parts add up to the whole.</summary>
    private UsageShare[] SharesOf(UsageDetails? usage, ReadOnlySpan<int> tokens)
    {
        long? input = usage?.InputTokenCount ?? usage?.TotalTokenCount;
        long? total = usage?.TotalTokenCount ?? usage?.InputTokenCount;
        counts.Spend(input ?? 0);
        long weights = 0;
        foreach (int weight in tokens)
        {
            weights += Math.Max(weight, 1);
        }

        var shares = new UsageShare[tokens.Length];
        long before = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            long upTo = before + Math.Max(tokens[i], 1);
            shares[i] = new UsageShare(
                Part(input, upTo, weights) - Part(input, before, weights),
                Part(total, upTo, weights) - Part(total, before, weights));
            before = upTo;
        }

        return shares;
    }

    private static long? Part(long? whole, long weight, long weights)
        => whole is null ? null : (long)((Int128)whole.Value * weight / weights);

    private static int? CommonDimensionsOf(GeneratedEmbeddings<Embedding<float>> answer)
    {
        int first = answer[0].Vector.Length;
        for (int i = 1; i < answer.Count; i++)
        {
            if (answer[i].Vector.Length != first)
            {
                return null;
            }
        }

        return first > 0 ? first : null;
    }

    private static bool HasNonFinite(ReadOnlySpan<float> vector)
    {
        foreach (float component in vector)
        {
            if (!float.IsFinite(component))
            {
                return true;
            }
        }

        return false;
    }
}
