using System.ClientModel;
using OpenAI;

namespace ModelClientsSample;

/// <summary>Where the models are, and which.</summary>
internal sealed record ModelEndpoint(Uri Address, string Key, string EmbeddingModel, string ChatModel)
{
    /// <summary>The client of all models there.</summary>
    public OpenAIClient Connect() => new(new ApiKeyCredential(Key), new OpenAIClientOptions { Endpoint = Address });
}
