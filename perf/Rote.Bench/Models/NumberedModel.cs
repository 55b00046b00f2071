using System.Globalization;
using Microsoft.Extensions.AI;

namespace Rote.Bench.Models;

/// <summary>A chat model whose answers are numbers, each given once: so it shows who got whose.</summary>
internal sealed class NumberedModel : IChatClient
{
    private int _last;

    /// <summary>Answers given.</summary>
    public int Answers => Volatile.Read(ref _last);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return new(new ChatMessage(
            ChatRole.Assistant, Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture)))
        {
            FinishReason = ChatFinishReason.Stop,
        };
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("Nothing here streams.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // Nothing is held.
    }
}
