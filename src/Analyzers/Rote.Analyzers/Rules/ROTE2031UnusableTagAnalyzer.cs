using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Rules;

/// <summary>
/// ROTE2031: <c>[MonitoredTag]</c> stands on a parameter that cannot become a tag. The generator asks the same function and
/// leaves it out.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ROTE2031UnusableTagAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnusableTag,
        "Parameter cannot become a tag",
        "'{0}' cannot become a tag: {1}",
        RuleCategories.Attributes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "Each value of a tag is a time series of its own, which lives as long as the process, and tags are read by more people "
            + "than the data. Only parameters with few values that say nothing of a user become one. The decorator leaves this "
            + "one out.",
        HelpLinks.For(RuleIds.UnusableTag));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttributes.MonitoredTag) is not null)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.Method);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.ContainingType?.TypeKind != TypeKind.Interface || method.IsBroken())
        {
            return;
        }

        foreach (var tag in MonitoredTags.Of(method).Where(tag => tag.Refusal is not null))
        {
            var location = tag.Attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(Rule, location, tag.Parameter.Name, tag.Refusal));
        }
    }
}
