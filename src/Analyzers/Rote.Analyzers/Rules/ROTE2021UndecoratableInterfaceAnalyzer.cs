using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rote.Analyzers.Stores;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Rules;

/// <summary>
/// ROTE2021: an interface has aspects on its members, but no class beside it can implement it. The generator asks the same
/// function and writes no decorator.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ROTE2021UndecoratableInterfaceAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UndecoratableInterface,
        "Interface cannot be decorated",
        "'{0}' cannot be decorated: {1}",
        RuleCategories.Attributes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A decorator is a class beside the interface that implements every member and passes it on. Where none can be, the "
            + "aspects of its members have no effect.",
        HelpLinks.For(RuleIds.UndecoratableInterface));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (StoreSymbols.TryCreate(start.Compilation) is not null)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || !(Ownership.IsAnnotated(type) || FanOutOwnership.IsAnnotated(type)))
        {
            return;
        }

        var verdict = InterfaceShape.Classify(type, context.Compilation);
        if (!verdict.IsDecoratable && verdict.Kind != InterfaceVerdictKind.Broken)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, type.Locations[0], type.Name, Describe(verdict)));
        }
    }

    private static string Describe(InterfaceVerdict verdict)
    {
        var member = verdict.Member?.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        return verdict.Kind switch
        {
            InterfaceVerdictKind.Hidden
                => "it is not visible to a class beside it; make it, and the types around it, public or internal",
            InterfaceVerdictKind.TypeParameterOfTwo
                => "it has a type parameter of the same name as a type around it; rename one",
            InterfaceVerdictKind.InForbiddenType
                => "the use of a type around it is an error; move the interface out of it",
            InterfaceVerdictKind.HiddenMember
                => $"its member '{member}' is not visible to a decorator; make it public or internal",
            InterfaceVerdictKind.InstanceOperator
                => $"its member '{member}' is an operator, which changes what it is called on; make it a method",
            InterfaceVerdictKind.VariableArguments
                => $"its member '{member}' takes __arglist; take an array",
            _ => $"its member '{member}' is static and abstract, and a decorator has no other to pass it on to; move such "
                + "members to an interface of their own",
        };
    }
}
