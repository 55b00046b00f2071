using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Rules;

/// <summary>
/// ROTE2023: <c>[FanOut]</c> stands on a member that cannot follow it. The generator asks the same function and writes no
/// composite.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ROTE2023UnfannableMemberAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnfannableMember,
        "Member cannot be fanned out",
        "'{0}' cannot be fanned out: {1}",
        RuleCategories.Attributes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A composite of several stores repeats the call for each of them, and merges items by their score and key. Where it "
            + "cannot, none is written.",
        HelpLinks.For(RuleIds.UnfannableMember));

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
                start.RegisterSymbolAction(Analyze, SymbolKind.Method, SymbolKind.Property, SymbolKind.Event);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var member = context.Symbol;
        if (member.ContainingType?.TypeKind != TypeKind.Interface
            || member.FindAttribute(KnownAttributes.FanOut) is not { } attribute)
        {
            return;
        }

        var verdict = FanOutShape.Classify(member, member.ContainingType, context.Compilation);
        if (!verdict.IsFollowed && verdict.Kind != FanOutVerdictKind.Broken)
        {
            var location = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(Rule, location, member.Name, Describe(verdict)));
        }
    }

    private static string Describe(FanOutVerdict verdict)
    {
        var offender = verdict.Offender;
        return verdict.Kind switch
        {
            FanOutVerdictKind.NotAMethod => "it is no method, and only methods can call all stores; use FanOutMode.First",
            FanOutVerdictKind.NotRepeatable
                => "its use is an error, or asks something of its callers; use FanOutMode.First",
            FanOutVerdictKind.ByRefParameter
                => $"parameter '{offender}' is passed by reference or lives on the stack, and calls of several stores cannot "
                    + "share it; take a value, or use FanOutMode.First",
            FanOutVerdictKind.NoItems
                => "a search returns a task of an array, a list or a sequence of items that are never null, or of a "
                    + "FanOutResult; return one, or use FanOutMode.First or All",
            FanOutVerdictKind.NotAwaited
                => "a call of all stores has no one result; return Task or ValueTask, or use FanOutMode.First",
            FanOutVerdictKind.NoScore when offender.Length == 0 => "a search needs a Score; name what gives it",
            FanOutVerdictKind.NoScore
                => $"'{offender}' gives no number; name a member of the item, or a static method of the interface that takes one",
            FanOutVerdictKind.NoKey when offender.Length == 0 => "a search needs a Key; name what gives it",
            FanOutVerdictKind.NoKey
                => $"'{offender}' gives nothing; name a member of the item, or a static method of the interface that takes one",
            FanOutVerdictKind.BadKey
                => $"its key '{offender}' may be null, or cannot be compared with its own type; name one that is IComparable of "
                    + "itself and never null",
            FanOutVerdictKind.NoLimit when offender.Length > 0
                => $"'{offender}' is no parameter of type int; name one, or set MaxItems",
            FanOutVerdictKind.NoLimit
                => "nothing says how many items are wanted; name an int parameter by Limit, call one 'limit', or set MaxItems "
                    + "to a positive number",
            _ => "there is no such mode; use FanOutMode.Merge, First or All",
        };
    }
}
