using Microsoft.Extensions.AI;
using Rote.Models;

namespace ModelClientsSample;

/// <summary>An agent's day with its models: notes of several callers, questions of two tenants, small talk.</summary>
internal static class ModelJob
{
    private const int Callers = 4;
    private const int Repeats = 3;
    private const int Greetings = 5;

    private static readonly string[] Notes = [.. Enumerable.Range(0, 200).Select(i => $"Note {i % 150} of the day.")];
    private static readonly string[] Questions = [.. Enumerable.Range(0, 20).Select(i => $"What is in note {i}?")];
    private static readonly string[] Tenants = ["ann", "bob"];

    public static async Task<Figures> RunAsync(ModelEndpoint endpoint, CancellationToken cancellationToken)
    {
        var client = endpoint.Connect();
        using var embedder = new OpenAIEmbedder(client.GetEmbeddingClient(endpoint.EmbeddingModel), endpoint);
        using var chat = new OpenAIChat(client.GetChatClient(endpoint.ChatModel), endpoint);
        var plain = await MeasureAsync(embedder, _ => chat, embedder, chat, cancellationToken);

        var options = new RoteChatOptions();
        options.Templates.Add(ChatTemplate.FromPattern("greeting", "hello|hi", "Hello, how can I help?"));
        await using var thriftyEmbedder = embedder.UseRote(new() { MaxItemsPerRequest = 96 });
        await using var thriftyChat = chat.UseRote(options);
        return new(plain, await MeasureAsync(thriftyEmbedder, thriftyChat.WithScope, embedder, chat, cancellationToken));
    }

    private static async Task<Outcome> MeasureAsync(
        IEmbeddingGenerator<string, Embedding<float>> embedder,
        Func<string, IChatClient> chatOf,
        OpenAIEmbedder sentTexts,
        OpenAIChat sentRequests,
        CancellationToken cancellationToken)
    {
        int texts = await CountAsync(() => sentTexts.Texts, () => EmbedAsync(embedder, cancellationToken));
        int again = await CountAsync(() => sentTexts.Texts, () => EmbedAsync(embedder, cancellationToken));
        int questions = await CountAsync(() => sentRequests.Requests, () => ForAllAsync(
            chatOf, (chat, question) => chat.GetResponseAsync(question, cancellationToken: cancellationToken)));
        int streamed = await CountAsync(() => sentRequests.Requests, () => ForAllAsync(
            chatOf, (chat, question) => chat.GetStreamingResponseAsync(question, cancellationToken: cancellationToken)
                .ToChatResponseAsync(cancellationToken)));
        int greetings = await CountAsync(() => sentRequests.Requests, async () =>
        {
            for (int i = 0; i < Greetings; i++)
            {
                await chatOf(Tenants[0]).GetResponseAsync("Hello", cancellationToken: cancellationToken);
            }
        });
        return new(texts, again, questions, streamed, greetings);
    }

    private static async Task EmbedAsync(
        IEmbeddingGenerator<string, Embedding<float>> embedder, CancellationToken cancellationToken)
        => await Task.WhenAll(Notes.Chunk(Notes.Length / Callers)
            .Select(notes => embedder.GenerateAsync(notes, cancellationToken: cancellationToken)));

    private static async Task ForAllAsync(Func<string, IChatClient> chatOf, Func<IChatClient, string, Task<ChatResponse>> ask)
    {
        for (int i = 0; i < Repeats; i++)
        {
            foreach (var tenant in Tenants)
            {
                foreach (var question in Questions)
                {
                    await ask(chatOf(tenant), question);
                }
            }
        }
    }

    private static async Task<int> CountAsync(Func<int> sent, Func<Task> work)
    {
        int before = sent();
        await work();
        return sent() - before;
    }
}
