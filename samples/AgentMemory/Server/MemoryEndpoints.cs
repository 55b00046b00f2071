using AgentMemory.Client;
using AgentMemory.Embedding;
using AgentMemory.Wire;
using Microsoft.Extensions.AI;

namespace AgentMemory.Server;

/// <summary>What the server does with a payload, apart from HTTP.</summary>
internal sealed class MemoryEndpoints(IEmbeddingGenerator<string, Embedding<float>> embedder, MemoryStore store)
{
    private const int VectorBytes = sizeof(int) + (HashingEmbeddingGenerator.Dimensions * sizeof(float));

    public async ValueTask<WireWriter> EmbedAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var vectors = await GenerateAsync([ReadText(payload.Span)], cancellationToken).ConfigureAwait(false);
        return new WireWriter(VectorBytes).Vector(vectors[0].Vector.Span);
    }

    public async ValueTask<WireWriter> EmbedManyAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var vectors = await GenerateAsync(ReadTexts(payload.Span), cancellationToken).ConfigureAwait(false);
        var reply = new WireWriter(sizeof(int) + (vectors.Count * VectorBytes)).Int32(vectors.Count);
        foreach (var embedding in vectors)
        {
            reply.Vector(embedding.Vector.Span);
        }

        return reply;
    }

    public ValueTask<WireWriter> StoreAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var reader = new WireReader(payload.Span);
        var agent = reader.Text();
        var memory = ReadMemory(ref reader);
        reader.End();
        store.Of(agent).Store([memory]);
        return ValueTask.FromResult(new WireWriter(capacity: 0));
    }

    public ValueTask<WireWriter> StoreManyAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var reader = new WireReader(payload.Span);
        var agent = reader.Text();
        var memories = new Memory[reader.Count(WireLimits.MaxItems)];
        for (var i = 0; i < memories.Length; i++)
        {
            memories[i] = ReadMemory(ref reader);
        }

        reader.End();
        store.Of(agent).Store(memories);
        return ValueTask.FromResult(new WireWriter(capacity: 0));
    }

    public ValueTask<WireWriter> SearchAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var reader = new WireReader(payload.Span);
        var agent = reader.Text();
        var vector = Checked(reader.Vector());
        var limit = reader.Count(WireLimits.MaxAnswers);
        reader.End();

        var answers = store.Of(agent).Search(vector, limit);
        var reply = new WireWriter(capacity: 4096).Int32(answers.Count);
        foreach (var answer in answers)
        {
            MemoryCodec.Write(reply, answer);
        }

        return ValueTask.FromResult(reply);
    }

    private Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(string[] texts, CancellationToken cancellationToken)
        => embedder.GenerateAsync(texts, options: null, cancellationToken);

    private static string ReadText(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        var text = reader.Text();
        reader.End();
        return text;
    }

    private static string[] ReadTexts(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        var texts = new string[reader.Count(WireLimits.MaxItems)];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.Text();
        }

        reader.End();
        return texts;
    }

    private static Memory ReadMemory(ref WireReader reader)
    {
        var memory = MemoryCodec.ReadMemory(ref reader);
        Checked(memory.Vector.Span);
        return memory;
    }

    private static float[] Checked(float[] vector)
    {
        Checked(vector.AsSpan());
        return vector;
    }

    private static void Checked(ReadOnlySpan<float> vector)
    {
        if (vector.Length != HashingEmbeddingGenerator.Dimensions)
        {
            throw new WireFormatException(
                $"a vector of {vector.Length} numbers; here they have {HashingEmbeddingGenerator.Dimensions}");
        }
    }
}
