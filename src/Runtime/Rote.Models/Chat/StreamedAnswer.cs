using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>
/// A stream that is read for all who wait for its answer, and handed on, update by update, to the one who began it. It holds what
/// he has not read yet, at most the whole answer.
/// </summary>
internal sealed class StreamedAnswer(
    ChatProvider provider, ChatRequest request, SimilarityIndex? similarities, ChatFrame? frame, ChatCounts counts)
    : ChatQuestion(provider, request, similarities, frame, counts)
{
    private readonly Channel<ChatResponseUpdate> _updates = Channel.CreateUnbounded<ChatResponseUpdate>(
        new UnboundedChannelOptions { SingleReader = true });

    private volatile bool _isRead;

    /// <summary>Whether the provider's stream comes through here; else another load or the cache has the answer.</summary>
    public bool IsRead => _isRead;

    /// <summary>The updates, as they come. Ends when <see cref="Complete"/> is called or the stream ends.</summary>
    public ChannelReader<ChatResponseUpdate> Updates => _updates.Reader;

    /// <summary>No update comes any more.</summary>
    public void Complete() => _updates.Writer.TryComplete();

    /// <summary>Reads the provider's stream to its end.</summary>
    protected override async ValueTask<ChatEntry> AskAsync(ChatKey key, CancellationToken cancellationToken)
    {
        _isRead = true;
        var seen = new List<ChatResponseUpdate>();
        await foreach (ChatResponseUpdate update in Provider.Stream(Request, cancellationToken)
            .WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            seen.Add(CopyOf(update));
            _updates.Writer.TryWrite(update);
        }

        return Provider.EntryOf(seen.ToChatResponse(), key, isTaken: true);
    }

    /// <summary>What the caller does with his update must not change what is kept.</summary>
    private static ChatResponseUpdate CopyOf(ChatResponseUpdate update)
    {
        ChatResponseUpdate copy = update.Clone();
        copy.Contents = ChatCopies.Of(update.Contents);
        copy.AdditionalProperties = ChatCopies.Of(update.AdditionalProperties);
        return copy;
    }
}
