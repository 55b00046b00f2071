using Rote.Testing;

namespace Rote.Package.Tests;

/// <summary>The packages in a local folder, and fresh projects that restore them from there.</summary>
/// <remarks>
/// The projects live outside the checkout, so that nothing of it reaches them, and have a package folder of their own, so
/// that no earlier build of the same version does.
/// </remarks>
public sealed class PackageFixture : IAsyncLifetime
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly string _root = Directory.CreateTempSubdirectory("rote-package-").FullName;

    public string PackageFolder => Path.Combine(_root, "feed");

    public string PackageFile => FileOf("Rote");

    public string ModelsPackageFile => FileOf("Rote.Models");

    /// <summary>The version of both packages.</summary>
    public string Version => Path.GetFileNameWithoutExtension(PackageFile)["Rote.".Length..];

    public async ValueTask InitializeAsync()
    {
        foreach (var project in new[] { "Rote", "Rote.Models" })
        {
            var packed = await DotNetCommand.RunAsync(
                Repository.Root,
                ["pack", $"src/Runtime/{project}/{project}.csproj", "-c", Configuration, "-o", PackageFolder],
                TestContext.Current.CancellationToken);
            packed.EnsureSuccess();
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a project that references one package and nothing else.</summary>
    /// <returns>Its folder.</returns>
    public string CreateProject(string name, string program, string properties = "", string reference = "Rote")
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{PackageFolder}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(_root, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{UserPackages()}</RestoreFallbackFolders>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{reference}" Version="[{Version}]" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }

    // A digit follows: the name of one package begins that of the other.
    private string FileOf(string package) => Directory.EnumerateFiles(PackageFolder, $"{package}.*.nupkg")
        .Single(file => char.IsAsciiDigit(Path.GetFileName(file)[package.Length + 1]));

    // What the machine has already is not fetched again.
    private static string UserPackages()
        => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
