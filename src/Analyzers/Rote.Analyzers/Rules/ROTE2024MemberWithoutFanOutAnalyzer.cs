using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Rules;

/// <summary>
/// ROTE2024: some members of an interface have <c>[FanOut]</c>, and another, which has no body, does not say what a composite
/// should do with it. The generator asks the same function and writes no composite.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ROTE2024MemberWithoutFanOutAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.MemberWithoutFanOut,
        "Member says nothing about fan-out",
        "'{0}' does not say what a composite of several stores does with it; put [FanOut(FanOutMode.First)], "
            + "[FanOut(FanOutMode.All)] or a search's [FanOut] on it, or give it a body",
        RuleCategories.Attributes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A composite implements every member. Whether a call is for one store or for all cannot be guessed, so none is written.",
        HelpLinks.For(RuleIds.MemberWithoutFanOut));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.FanOut) is not null)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || !FanOutOwnership.IsAnnotated(type))
        {
            return;
        }

        // What an inherited interface with [FanOut] lacks is reported there.
        var members = type.AllInterfaces
            .Where(inherited => !FanOutOwnership.IsAnnotated(inherited))
            .Prepend(type)
            .SelectMany(declaring => declaring.GetMembers())
            .Where(member => IsImplemented(member, type));
        foreach (var member in members)
        {
            if (FanOutShape.Classify(member, type, context.Compilation).Kind == FanOutVerdictKind.NoRule)
            {
                var isOwn = SymbolEqualityComparer.Default.Equals(member.ContainingType, type);
                context.ReportDiagnostic(Diagnostic.Create(Rule, (isOwn ? (ISymbol)member : type).Locations[0], member.Name));
            }
        }
    }

    private static bool IsImplemented(ISymbol member, INamedTypeSymbol type)
        => member is { IsStatic: false, IsAbstract: true }
            && member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IEventSymbol
            && !InterfaceShape.IsExplicitImplementation(member)
            && !IsDisposal(member, type);

    // The composite disposes of every store.
    private static bool IsDisposal(ISymbol member, INamedTypeSymbol type)
        => member is IMethodSymbol { Parameters.IsEmpty: true, IsGenericMethod: false, Name: "Dispose" or "DisposeAsync" }
            && (type.IsOrImplements("System", "IDisposable") || type.IsOrImplements("System", "IAsyncDisposable"));
}
