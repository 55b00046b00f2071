using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rote.Analyzers.Stores;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Rules;

/// <summary>
/// ROTE2001: <c>[Cached]</c> stands on an interface member that cannot be cached. The generator asks the same function and
/// forwards such a member unchanged.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ROTE2001UncacheableMemberAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UncacheableMember,
        "Member cannot be cached",
        "'{0}' cannot be cached: {1}",
        RuleCategories.Attributes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "The member has nothing to keep, nothing that several callers can share, or an argument that is no key. "
            + "The decorator forwards it uncached.",
        HelpLinks.For(RuleIds.UncacheableMember));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.Cached) is { } cached)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, cached), SymbolKind.Method);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol cached)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.ContainingType?.TypeKind != TypeKind.Interface || StoreSymbols.Find(method, cached) is not { } attribute)
        {
            return;
        }

        var verdict = CacheShape.Classify(method);
        if (verdict.IsCacheable || verdict.Kind == CacheVerdictKind.Broken)
        {
            return;
        }

        var parameter = verdict.ParameterIndex < 0 ? null : method.Parameters[verdict.ParameterIndex];
        var location = parameter?.Locations.FirstOrDefault()
            ?? attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, location, method.Name, CacheVerdictText.Describe(verdict.Kind, method, parameter)));
    }
}
