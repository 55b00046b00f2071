using System.IO.Compression;
using Rote.Testing;

namespace Rote.Package.Tests;

/// <summary>The package for model clients as a user gets it: one reference, which brings the runtime along.</summary>
[Collection<Packages>]
public sealed class ModelsPackageTests(PackageFixture package)
{
    private const string Program = """
        using Microsoft.Extensions.AI;
        using Rote.Models;

        var model = new Model();
        await using RoteChatClient chat = ((IChatClient)model).UseRote();
        await using RoteEmbeddingGenerator embedder = new(model);
        var first = await chat.GetResponseAsync("hello");
        var second = await chat.GetResponseAsync("hello");
        await embedder.GenerateAsync(["a", "a", "b"]);
        await embedder.GenerateAsync(["b"]);
        Console.WriteLine($"{first.Text} {second.Text} {model.Asked} {model.Embedded}");

        public sealed class Model : IChatClient, IEmbeddingGenerator<string, Embedding<float>>
        {
            public int Asked { get; private set; }

            public int Embedded { get; private set; }

            public Task<ChatResponse> GetResponseAsync(
                IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
            {
                Asked++;
                return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "hi"))
                {
                    FinishReason = ChatFinishReason.Stop,
                });
            }

            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
                IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
                => throw new NotSupportedException();

            public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
                IEnumerable<string> values,
                EmbeddingGenerationOptions? options = null,
                CancellationToken cancellationToken = default)
            {
                var vectors = values.Select(text => new Embedding<float>(new float[] { 1, text.Length })).ToList();
                Embedded += vectors.Count;
                return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(vectors));
            }

            public object? GetService(Type serviceType, object? serviceKey = null) => null;

            public void Dispose()
            {
            }
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Package_Packed_TakesTheVersionOfRoteItWasBuiltWith()
    {
        using var archive = ZipFile.OpenRead(package.ModelsPackageFile);
        var names = archive.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        using var reader = new StreamReader(archive.GetEntry("Rote.Models.nuspec")!.Open());
        var manifest = reader.ReadToEnd();

        Assert.Contains("lib/net10.0/Rote.Models.dll", names);
        Assert.Contains("lib/net10.0/Rote.Models.xml", names);
        Assert.Contains("README.md", names);
        Assert.DoesNotContain("lib/net10.0/Rote.dll", names);
        Assert.Contains($"id=\"Rote\" version=\"[{package.Version}]\"", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FreshProject_BuildAndRun_AsksTheModelOnce()
    {
        var folder = package.CreateProject(
            "FreshModels", Program, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "Rote.Models");

        var run = await DotNetCommand.RunAsync(folder, ["run"], Token);

        Assert.Equal("hi hi 1 2", run.EnsureSuccess().Output.Trim());
    }
}
