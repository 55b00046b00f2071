using System.Globalization;
using Rote.Testing;

namespace Rote.Models.Tests.Embeddings;

/// <summary>
/// 10,000 lines and 30 % duplicates from 64 callers: what is sent, and what a second process sends. The lines are those of
/// <c>../shared/data/apollo13.jsonl</c> where it is there, else made up.
/// </summary>
public sealed class EmbeddingProcessTests
{
    private const int MaxItems = 96;

    private static readonly string Transcript = Path.Combine(Repository.Root, "..", "shared", "data", "apollo13.jsonl");

    [Fact]
    public async Task TwoProcesses_OneDiskLevel_SendEachTextOnce()
    {
        var folder = Directory.CreateTempSubdirectory("rote-models-").FullName;
        try
        {
            var file = Path.Combine(folder, "embeddings.rote");

            var first = await RunAsync(file);
            var second = await RunAsync(file);

            int requests = (first.Distinct + MaxItems - 1) / MaxItems;
            Assert.Equal(first.Distinct, first.Sent);
            Assert.InRange(first.Requests, requests, requests * 105 / 100);
            Assert.Equal((0, 0, first.Distinct), (second.Sent, second.Requests, second.Found));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Distinct, int Sent, int Requests, int Found)> RunAsync(string file)
    {
        var program = AppContext.BaseDirectory.Replace("Rote.Models.Tests", "Rote.EmbeddingWriter", StringComparison.Ordinal);
        string[] transcript = File.Exists(Transcript) ? [Transcript] : [];
        var result = await DotNetCommand.RunAsync(
            Path.GetDirectoryName(file)!,
            ["exec", Path.Combine(program, "Rote.EmbeddingWriter.dll"), file, .. transcript],
            TestContext.Current.CancellationToken);
        int[] numbers = [.. result.EnsureSuccess().Output.Split().Where(word => word.Length > 0)
            .Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        return (numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
