using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rote.Analyzers.Stores;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Rules;

/// <summary>ROTE2022: cached members share entries, but say differently how these are kept. The first's options hold.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ROTE2022ConflictingRegionAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.ConflictingRegion,
        "Members that share entries disagree on their options",
        "The options of '{0}' have no effect: it shares the entries of '{1}', whose options differ; set the same options, none, "
            + "or another Region",
        RuleCategories.Attributes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Methods with the same region, key and value share entries, and an entry is kept in one way. The options of the first "
            + "method that sets any hold for all.",
        HelpLinks.For(RuleIds.ConflictingRegion));

    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (StoreSymbols.TryCreate(start.Compilation)?.Cached is not null)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || !Ownership.IsAnnotated(type))
        {
            return;
        }

        var members = type.AllInterfaces.Insert(0, type)
            .SelectMany(declaring => declaring.GetMembers().OfType<IMethodSymbol>())
            .Select(method => CachedMember.Create(method, written => written.ToDisplayString(TypeFormat)))
            .OfType<CachedMember>()
            .ToList();
        foreach (var region in CachedRegion.Of(members, member => member.Method.ToDisplayString()))
        {
            foreach (var dissenter in region.Dissenters.Where(member => !IsOfOneOther(member, region.Decider, type)))
            {
                var location = LocationOf(dissenter, type, context.CancellationToken);
                context.ReportDiagnostic(
                    Diagnostic.Create(Rule, location, dissenter.Method.Name, region.Decider.Method.Name));
            }
        }
    }

    // Two methods of one inherited interface are reported there.
    private static bool IsOfOneOther(CachedMember one, CachedMember other, INamedTypeSymbol type)
        => !SymbolEqualityComparer.Default.Equals(one.Method.ContainingType, type)
            && SymbolEqualityComparer.Default.Equals(one.Method.ContainingType, other.Method.ContainingType);

    // An inherited method is reported where it meets the other: on the interface that inherits it.
    private static Location LocationOf(CachedMember member, INamedTypeSymbol type, CancellationToken cancellationToken)
        => SymbolEqualityComparer.Default.Equals(member.Method.ContainingType, type)
            && member.Method.FindAttribute(KnownAttributes.Cached)?.ApplicationSyntaxReference is { } attribute
            ? attribute.GetSyntax(cancellationToken).GetLocation()
            : type.Locations[0];
}
