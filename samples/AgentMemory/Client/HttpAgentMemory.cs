using System.Net;
using AgentMemory.Wire;

namespace AgentMemory.Client;

/// <summary>The memory behind HTTP: one method call, one round trip. Nothing is kept, shared or delayed here.</summary>
/// <remarks>Thread-safe. The client belongs to the caller.</remarks>
internal sealed class HttpAgentMemory(HttpClient client) : IAgentMemory
{
    private const int SmallPayload = 512;

    /// <summary>The client that every run uses: connections are kept alive, and there are as many as calls in flight.</summary>
    public static HttpClient CreateClient(Uri server)
        => new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = server,
            MaxResponseContentBufferSize = WireLimits.MaxPayload,
        };

    public async ValueTask<ReadOnlyMemory<float>> EmbedAsync(string text, CancellationToken cancellationToken = default)
    {
        var request = new WireWriter(SmallPayload).Text(text);
        using var reply = await CallAsync(Routes.Embed, request, cancellationToken).ConfigureAwait(false);
        return new WireReader(reply.Bytes.Span).Vector();
    }

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedManyAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        var request = new WireWriter(SmallPayload * (1 + texts.Count)).Int32(texts.Count);
        foreach (var text in texts)
        {
            request.Text(text);
        }

        using var reply = await CallAsync(Routes.EmbedMany, request, cancellationToken).ConfigureAwait(false);
        return ReadVectors(reply.Bytes.Span, texts.Count);
    }

    public async ValueTask StoreAsync(string agent, Memory memory, CancellationToken cancellationToken = default)
    {
        var request = new WireWriter(SmallPayload + MemoryCodec.SizeHint(memory)).Text(agent);
        MemoryCodec.Write(request, memory);
        using var _ = await CallAsync(Routes.Store, request, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask StoreManyAsync(
        string agent, IReadOnlyList<Memory> memories, CancellationToken cancellationToken = default)
    {
        var request = new WireWriter(SmallPayload + memories.Sum(MemoryCodec.SizeHint)).Text(agent).Int32(memories.Count);
        foreach (var memory in memories)
        {
            MemoryCodec.Write(request, memory);
        }

        using var _ = await CallAsync(Routes.StoreMany, request, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<Answer>> SearchAsync(
        string agent, string question, ReadOnlyMemory<float> vector, int limit, CancellationToken cancellationToken = default)
    {
        var request = new WireWriter(SmallPayload + (vector.Length * sizeof(float)))
            .Text(agent).Vector(vector.Span).Int32(limit);
        using var reply = await CallAsync(Routes.Search, request, cancellationToken).ConfigureAwait(false);
        return ReadAnswers(reply.Bytes.Span);
    }

    private static ReadOnlyMemory<float>[] ReadVectors(ReadOnlySpan<byte> reply, int expected)
    {
        var reader = new WireReader(reply);
        var vectors = new ReadOnlyMemory<float>[reader.Count(WireLimits.MaxItems)];
        if (vectors.Length != expected)
        {
            throw new AgentMemoryException($"{expected} texts were sent to be embedded, {vectors.Length} vectors came back");
        }

        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = reader.Vector();
        }

        reader.End();
        return vectors;
    }

    private static Answer[] ReadAnswers(ReadOnlySpan<byte> reply)
    {
        var reader = new WireReader(reply);
        var answers = new Answer[reader.Count(WireLimits.MaxAnswers)];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = MemoryCodec.ReadAnswer(ref reader);
        }

        reader.End();
        return answers;
    }

    /// <summary>Makes a call, and disposes of the request once it has been answered.</summary>
    /// <remarks>A call that fails leaves its buffer to the garbage collector: the connection may still be reading it.</remarks>
    private async ValueTask<Payload> CallAsync(string route, WireWriter request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, route)
            {
                Content = new ReadOnlyMemoryContent(request.Written),
            };
            using var response = await client
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                var reply = await Payload.ReadAsync(
                    stream, response.Content.Headers.ContentLength, cancellationToken).ConfigureAwait(false);
                request.Dispose();
                return reply;
            }

            var reason = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw new AgentMemoryException($"{route}: {(int)response.StatusCode} {reason}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or WireFormatException)
        {
            throw new AgentMemoryException($"{route}: {exception.Message}", exception);
        }
    }
}
