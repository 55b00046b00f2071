extern alias analyzers;
using System.Reflection;
using System.Text.RegularExpressions;
using Rote.Generators;
using Rote.Testing;

namespace Rote.Architecture.Tests;

/// <summary>Who may know whom: ARCHITECTURE.md, asserted.</summary>
public sealed partial class LayerTests
{
    private const string CodeAnalysis = "Microsoft.CodeAnalysis";

    private static readonly Assembly Runtime = typeof(CachedAttribute).Assembly;
    private static readonly Assembly Generator = typeof(DecoratorGenerator).Assembly;
    private static readonly Assembly Analyzer = typeof(analyzers::Rote.Analyzers.RuleIds).Assembly;

    /// <summary>The engine's folders, and which of the others each may use.</summary>
    private static readonly Dictionary<string, string[]> RuntimeLayers = new()
    {
        ["Execution"] = [],
        ["Files"] = [],
        ["Monitoring"] = [],
        ["Caching"] = ["Execution", "Files", "Monitoring"],
        ["Batching"] = ["Execution", "Monitoring"],
        ["Background"] = ["Monitoring"],
        ["Buffering"] = ["Execution", "Monitoring"],
        ["FanningOut"] = ["Monitoring"],
        ["Paging"] = [],
        ["Pooling"] = ["Execution", "Monitoring"],
        ["Resilience"] = ["Monitoring"],
        ["Generated"] = ["Caching", "Batching", "Buffering", "FanningOut", "Monitoring", "Pooling", "Resilience"],
        ["Hosting"] = ["Background", "FanningOut", "Generated", "Monitoring", "Pooling"],
    };

    [Fact]
    public void Runtime_References_KnowNoCompiler()
        => Assert.DoesNotContain(Runtime.GetReferencedAssemblies(), name => IsBelow(name.Name!, CodeAnalysis));

    [Fact]
    public void Runtime_References_KnowNoModels()
        => Assert.DoesNotContain(
            Runtime.GetReferencedAssemblies(),
            name => IsBelow(name.Name!, "Microsoft.Extensions.AI") || name.Name == "Rote.Models");

    [Fact]
    public void Models_References_AreTheRuntimeAndTheAbstractionsOnly()
        => Assert.All(typeof(Models.RoteEmbeddingGenerator).Assembly.GetReferencedAssemblies(), name => Assert.True(
            IsBelow(name.Name!, "System") || name.Name is "Rote" or "Microsoft.Extensions.AI.Abstractions", name.Name));

    [Fact]
    public void CompilerParts_References_AreRoslynAndTheBaseLibraryOnly()
        => Assert.All(new[] { Generator, Analyzer }.SelectMany(assembly => assembly.GetReferencedAssemblies()), name =>
            Assert.True(
                IsBelow(name.Name!, CodeAnalysis) || IsBelow(name.Name!, "System") || name.Name == "netstandard", name.Name));

    [Fact]
    public void RuntimeFolders_Usings_FollowTheLayers()
    {
        var violations =
            from path in Repository.Files("src/Runtime/Rote", "*.cs")
            let relative = Repository.RelativeTo(path)["src/Runtime/Rote/".Length..].Split('/')
            where relative.Length > 1
            from use in UsedLayers(File.ReadAllText(path))
            where use != relative[0] && !RuntimeLayers.GetValueOrDefault(relative[0], []).Contains(use)
            select $"{relative[0]} uses {use} in {relative[^1]}";

        Assert.Empty(violations);
    }

    [Fact]
    public void Models_Types_KeepNothingOfTheCompiler()
    {
        var models = Generator.GetTypes().Where(type => type.Namespace == "Rote.Generators.Model").ToList();

        Assert.NotEmpty(models);
        Assert.All(
            from model in models
            from field in model.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            from type in Parts(field.FieldType)
            select (Field: $"{model.Name}.{field.Name}", Type: type),
            part => Assert.False(IsBelow(part.Type.Namespace ?? "", CodeAnalysis), $"{part.Field}: {part.Type}"));
    }

    [Fact]
    public void ModelAndEmission_Sources_DoNotNameTheCompiler()
        => Assert.Empty(
            from folder in new[] { "Model", "Emission" }
            from path in Repository.Files($"src/Generators/Rote.Generators/{folder}", "*.cs")
            where File.ReadAllText(path).Contains(CodeAnalysis, StringComparison.Ordinal)
            select Repository.RelativeTo(path));

    [Fact]
    public void KnownNames_OfGeneratorAndAnalyzers_Resolve()
    {
        var names = new[] { Generator, Analyzer }
            .SelectMany(assembly => assembly.GetTypes().Where(type => type.Name is "KnownNames" or "KnownAttributes"))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.IsLiteral && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(name => TypeName().IsMatch(name))
            .Select(name => name.Replace("global::", "", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(
            Runtime.GetExportedTypes().Any(type => Undecorated(type) == name || type.FullName == name || type.Namespace == name),
            name));
    }

    private static IEnumerable<string> UsedLayers(string source)
        => UsingLayer().Matches(source).Select(match => match.Groups[1].Value).Where(RuntimeLayers.ContainsKey);

    private static IEnumerable<Type> Parts(Type type)
        => type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type.GetElementType() ?? type];

    private static string Undecorated(Type type) => type.FullName!.Split('`')[0];

    private static bool IsBelow(string name, string root)
        => name == root || name.StartsWith(root + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"\bRote\.([A-Z]\w+)")]
    private static partial Regex UsingLayer();

    [GeneratedRegex(@"^(global::)?Rote\.[\w.]+(`\d)?$")]
    private static partial Regex TypeName();
}
