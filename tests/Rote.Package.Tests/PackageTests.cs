using System.IO.Compression;
using Rote.Testing;

namespace Rote.Package.Tests;

/// <summary>The package as a user gets it: one reference, restored from a folder into a fresh project.</summary>
[Collection<Packages>]
public sealed class PackageTests(PackageFixture package)
{
    private const string Program = """
        using Rote;

        var store = new SlowStore();
        INoteStore notes = store.Decorate();
        var first = await notes.GetAsync("ada", "n1");
        var second = await notes.GetAsync("ada", "n1");
        Console.WriteLine($"{first} {second} {store.Calls}");

        public interface INoteStore
        {
            [Cached(Seconds = 60), Monitored]
            ValueTask<string?> GetAsync([Scope] string userId, string id, CancellationToken ct = default);
        }

        public sealed class SlowStore : INoteStore
        {
            public int Calls { get; private set; }

            public ValueTask<string?> GetAsync(string userId, string id, CancellationToken ct = default)
            {
                Calls++;
                return new($"{userId}/{id}");
            }
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Package_Packed_CarriesRuntimeAndCompilerParts()
    {
        using var archive = ZipFile.OpenRead(package.PackageFile);
        var names = archive.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("lib/net10.0/Rote.dll", names);
        Assert.Contains("lib/net10.0/Rote.xml", names);
        Assert.Contains("analyzers/dotnet/cs/Rote.Generators.dll", names);
        Assert.Contains("analyzers/dotnet/cs/Rote.Analyzers.dll", names);
        Assert.Contains("analyzers/dotnet/cs/Rote.CodeFixes.dll", names);
        Assert.Contains("README.md", names);
        Assert.DoesNotContain(names, name => name.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FreshProject_BuildAndRun_UsesGeneratedDecorator()
    {
        var folder = package.CreateProject("Fresh", Program, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");

        var run = await DotNetCommand.RunAsync(folder, ["run"], Token);

        Assert.Equal("ada/n1 ada/n1 1", run.EnsureSuccess().Output.Trim());
    }

    [Fact]
    public async Task FreshProject_WithMistakes_ReportsTheRules()
    {
        var folder = package.CreateProject("Mistaken", """
            using Rote;

            public interface INoteStore
            {
                [Cached]
                Task ForgetAsync(string id);

                [Monitored]
                ValueTask<string> GetAsync(string id, CancellationToken ct = default);

                ValueTask<IReadOnlyList<string>> GetManyAsync(IReadOnlyList<string> ids, CancellationToken ct = default);
            }

            public static class Program
            {
                public static async Task<List<string>> ReadAsync(INoteStore store, List<string> ids)
                {
                    var notes = new List<string>();
                    foreach (var id in ids)
                    {
                        var note = await store.GetAsync(id);
                        notes.Add(note);
                    }

                    return notes;
                }

                public static void Main()
                {
                }
            }
            """);

        var build = await DotNetCommand.RunAsync(folder, ["build"], Token);

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error ROTE2001", build.Output, StringComparison.Ordinal);
        Assert.Contains("warning ROTE1001", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FreshProject_PublishedTrimmed_RunsWithoutWarnings()
    {
        var folder = package.CreateProject("Trimmed", Program, """
            <PublishTrimmed>true</PublishTrimmed>
            <TrimMode>full</TrimMode>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <ILLinkTreatWarningsAsErrors>true</ILLinkTreatWarningsAsErrors>
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            """);

        (await DotNetCommand.RunAsync(folder, ["publish", "-o", "out"], Token)).EnsureSuccess();
        var program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Trimmed.exe" : "Trimmed");
        var run = await DotNetCommand.RunAsync(program, folder, [], Token);

        Assert.Equal("ada/n1 ada/n1 1", run.EnsureSuccess().Output.Trim());
    }
}
