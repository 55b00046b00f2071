using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers.Stores;

namespace Rote.Analyzers.Rules;

/// <summary>ROTE1001: a store is called once per element although its interface has a member that takes them all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ROTE1001PerElementCallAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.PerElementCall,
        "Store is called once per element",
        "'{0}' is called once per element; one call of '{1}' lets the store batch",
        RuleCategories.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A loop awaits a store once per element although the store's interface has a member that takes them all. "
            + "Each call waits for the one before it.",
        HelpLinks.For(RuleIds.PerElementCall));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (StoreSymbols.TryCreate(start.Compilation) is { } symbols)
            {
                var calls = new PerElementCalls(symbols);
                start.RegisterOperationAction(operation => Analyze(operation, calls), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, PerElementCalls calls)
    {
        if (calls.Find((IInvocationOperation)context.Operation) is { } finding)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                finding.Call.Syntax.GetLocation(),
                finding.Severity,
                additionalLocations: null,
                properties: null,
                finding.Route.Single.Name,
                finding.Route.Sibling.Name));
        }
    }
}
