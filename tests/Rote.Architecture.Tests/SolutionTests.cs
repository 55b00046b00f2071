using System.Xml.Linq;
using Rote.Testing;

namespace Rote.Architecture.Tests;

/// <summary>The solution, its packages and its papers belong together.</summary>
public sealed class SolutionTests
{
    [Fact]
    public void Toolkit_EveryProject_IsInTheSolution()
    {
        var solution = File.ReadAllText(Repository.PathOf("Toolkit.sln"));

        Assert.All(Repository.Files(".", "*.csproj"), path =>
            Assert.Contains(Repository.RelativeTo(path).Replace('/', '\\'), solution, StringComparison.Ordinal));
    }

    [Fact]
    public void LockFiles_EveryProject_HasOne()
        => Assert.All(Repository.Files(".", "*.csproj"), path =>
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "packages.lock.json")), path));

    [Fact]
    public void Packages_EveryVersion_HasItsParagraphInArchitecture()
    {
        var architecture = File.ReadAllText(Repository.PathOf("ARCHITECTURE.md"));

        Assert.All(CentralPackages(), package => Assert.Contains($"`{package}`", architecture, StringComparison.Ordinal));
    }

    [Fact]
    public void Packages_EveryVersion_IsUsed()
    {
        var projects = string.Concat(Repository.Files(".", "*.csproj").Concat(Repository.Files(".", "Directory.Build.*"))
            .Select(File.ReadAllText));

        Assert.All(CentralPackages(), package =>
            Assert.Contains($"PackageReference Include=\"{package}\"", projects, StringComparison.Ordinal));
    }

    [Fact]
    public void Sources_AllText_HasNoOpenEnds()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "#reg" + "ion", "NotImplemented" + "Exception"];

        Assert.Empty(
            from folder in new[] { "src", "samples", "tests", "perf" }
            from path in Repository.Files(folder, "*.cs")
            let text = File.ReadAllText(path)
            from mark in marks
            where text.Contains(mark, StringComparison.Ordinal)
            select $"{Repository.RelativeTo(path)}: {mark}");
    }

    private static IEnumerable<string> CentralPackages()
        => XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value);
}
