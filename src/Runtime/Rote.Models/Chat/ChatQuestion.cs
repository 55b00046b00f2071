using System.Diagnostics.CodeAnalysis;
using Rote.Caching;

namespace Rote.Models;

/// <summary>A request that was not found in the cache: looks for the answer to a similar one, then asks the provider.</summary>
/// <remarks>For one caller, and all who wait for the same request meanwhile.</remarks>
internal class ChatQuestion(
    ChatProvider provider, ChatRequest request, SimilarityIndex? similarities, ChatFrame? frame, ChatCounts counts)
{
    private float[]? _vector;

    protected ChatProvider Provider => provider;

    protected ChatRequest Request => request;

    /// <summary>Finds an answer.</summary>
    public async ValueTask<ChatEntry> AnswerAsync(
        CacheRegion<ChatKey, ChatEntry> answers, ChatKey key, CancellationToken cancellationToken)
    {
        if (similarities is not null && frame is not null)
        {
            _vector = await EmbedAsync(frame.Value.Prompt, cancellationToken).ConfigureAwait(false);
            if (_vector is not null && FindSimilar(answers, _vector) is { } similar)
            {
                return similar;
            }
        }

        return await AskAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Remembers the prompt, now that its answer is kept.</summary>
    public void Remember(ChatKey key, ChatEntry entry)
    {
        if (_vector is not null && entry.IsKept)
        {
            similarities!.Add(frame!.Value, new SimilarPrompt(frame.Value.Prompt, _vector, key));
        }
    }

    /// <summary>Asks the provider.</summary>
    protected virtual ValueTask<ChatEntry> AskAsync(ChatKey key, CancellationToken cancellationToken)
        => provider.AskAsync(request, key, cancellationToken);

    private ChatEntry? FindSimilar(CacheRegion<ChatKey, ChatEntry> answers, float[] vector)
    {
        foreach (SimilarPrompt prompt in similarities!.Find(frame!.Value, vector))
        {
            if (answers.TryGet(prompt.Request, out ChatEntry? entry))
            {
                counts.FindSimilar();
                return ChatEntry.Similar(entry);
            }

            similarities.Remove(frame.Value, prompt);
        }

        return null;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Counted; without an embedding the provider is asked, as ever.")]
    private async ValueTask<float[]?> EmbedAsync(string prompt, CancellationToken cancellationToken)
    {
        try
        {
            return await similarities!.EmbedAsync(prompt, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            counts.FailSimilarity();
            return null;
        }
    }
}
