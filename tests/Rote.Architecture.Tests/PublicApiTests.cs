using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rote.Testing;

namespace Rote.Architecture.Tests;

/// <summary>
/// The public API of each package is written down beside its project, in <c>PublicAPI.txt</c>. A change of the API is a change
/// of that file, made on purpose: copy <c>PublicAPI.received.txt</c> over it.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Theory]
    [InlineData("Rote", typeof(CachedAttribute))]
    [InlineData("Rote.Models", typeof(Models.RoteEmbeddingGenerator))]
    public void PublicApi_OfThePackage_IsTheWrittenOne(string package, Type member)
    {
        var written = Repository.PathOf($"src/Runtime/{package}/PublicAPI.txt");
        var received = Path.ChangeExtension(written, ".received.txt");
        var actual = string.Concat(PublicSymbols(member.Assembly.Location).Select(line => line + "\n"));
        var expected = File.Exists(written) ? File.ReadAllText(written).ReplaceLineEndings("\n") : "";

        if (actual != expected)
        {
            File.WriteAllText(received, actual);
        }
        else
        {
            File.Delete(received);
        }

        Assert.Equal(expected, actual);
    }

    private static IEnumerable<string> PublicSymbols(string path)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create("PublicApi", references: references);
        var assembly = compilation.References.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>()
            .Single(symbol => symbol.Name == Path.GetFileNameWithoutExtension(path));
        return Types(assembly.GlobalNamespace)
            .OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal)
            .SelectMany(type => type.GetMembers().Where(IsListed)
                .OrderBy(member => member.Name, StringComparer.Ordinal)
                .Select(member => "    " + member.ToDisplayString(Format))
                .Prepend(type.ToDisplayString(Format)));
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
        => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type
                ? (IsVisible(type) ? Types(type).Prepend(type) : [])
                : Types(member));

    private static bool IsListed(ISymbol member)
        => IsVisible(member) && member is not INamedTypeSymbol
            && member is not IMethodSymbol { AssociatedSymbol: not null }
            && !member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(CompilerGeneratedAttribute));

    private static bool IsVisible(ISymbol symbol)
        => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}
