using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ModelClientsSample;

/// <summary>
/// A server on a free loopback port that speaks OpenAI's protocol, as far as the sample does. Its models are toys.
/// </summary>
internal sealed class LocalModels : IAsyncDisposable
{
    private const int Dimensions = 16;

    private readonly WebApplication _application;

    private LocalModels(WebApplication application, Uri address)
    {
        _application = application;
        Endpoint = new ModelEndpoint(address, "none", "letters", "echo");
    }

    public ModelEndpoint Endpoint { get; }

    public static async Task<LocalModels> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        var application = builder.Build();
        application.Run(HandleAsync);
        await application.StartAsync(cancellationToken);
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new(application, new Uri(addresses.Addresses.Single() + "/v1"));
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task HandleAsync(HttpContext context)
    {
        var request = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        switch (context.Request.Path.Value)
        {
            case "/v1/embeddings":
                await WriteAsync(context, Embed(request!));
                break;
            case "/v1/chat/completions" when (bool?)request!["stream"] == true:
                await StreamAsync(context, AnswerTo(request));
                break;
            case "/v1/chat/completions":
                await WriteAsync(context, Complete("chat.completion", "message", AnswerTo(request!), "stop"));
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private static JsonObject Embed(JsonNode request)
    {
        var texts = request["input"] is JsonArray many
            ? many.Select(text => (string)text!).ToList()
            : [(string)request["input"]!];
        var data = texts.Select((text, index) => (JsonNode)new JsonObject
        {
            ["object"] = "embedding",
            ["index"] = index,
            ["embedding"] = Convert.ToBase64String(MemoryMarshal.AsBytes<float>(VectorOf(text))),
        });
        return new()
        {
            ["object"] = "list",
            ["model"] = "letters",
            ["data"] = new JsonArray([.. data]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = texts.Count, ["total_tokens"] = texts.Count },
        };
    }

    private static float[] VectorOf(string text)
    {
        var vector = new float[Dimensions];
        foreach (var letter in text)
        {
            vector[letter % Dimensions]++;
        }

        return vector;
    }

    private static string AnswerTo(JsonNode request)
        => $"You said: {request["messages"]!.AsArray().Last()!["content"]}";

    private static JsonObject Complete(string kind, string part, string? text, string? finish) => new()
    {
        ["id"] = "chat-1",
        ["object"] = kind,
        ["created"] = 1,
        ["model"] = "echo",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            [part] = new JsonObject { ["role"] = "assistant", ["content"] = text },
            ["finish_reason"] = finish,
        }),
        ["usage"] = part == "message"
            ? new JsonObject { ["prompt_tokens"] = 7, ["completion_tokens"] = 5, ["total_tokens"] = 12 }
            : null,
    };

    private static async Task StreamAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/event-stream";
        string[] events =
        [
            .. text.Split(' ').Select((word, i) => Complete("chat.completion.chunk", "delta", i == 0 ? word : $" {word}", null)
                .ToJsonString()),
            Complete("chat.completion.chunk", "delta", "", "stop").ToJsonString(),
            "[DONE]",
        ];
        foreach (var line in events)
        {
            await context.Response.WriteAsync($"data: {line}\n\n", context.RequestAborted);
        }
    }

    private static Task WriteAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }
}
