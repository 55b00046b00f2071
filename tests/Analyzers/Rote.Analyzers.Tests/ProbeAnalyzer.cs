using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Tests;

#pragma warning disable RS1001, RS2008 // No compiler loads a probe, and nobody releases it.

/// <summary>A rule for tests of the verifier: reports every local that begins with <c>bad</c>, or misbehaves as told.</summary>
internal sealed class ProbeAnalyzer(bool throws = false, bool needsToolkit = true, bool once = false) : DiagnosticAnalyzer
{
    public const string Id = "PROBE1";

    private static readonly DiagnosticDescriptor Rule = new(Id, "Bad", "'{0}' is bad", "Probe", DiagnosticSeverity.Warning, true);

    private int _runs;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var isKnown = start.Compilation.GetTypeByMetadataName(KnownAttributes.Cached) is not null;
            var isSilent = once && isKnown && Interlocked.Increment(ref _runs) > 1;
            if ((isKnown || !needsToolkit) && !isSilent)
            {
                start.RegisterSyntaxNodeAction(Analyze, SyntaxKind.VariableDeclarator);
            }
        });
    }

    private void Analyze(SyntaxNodeAnalysisContext context)
    {
        var name = ((VariableDeclaratorSyntax)context.Node).Identifier;
        if (name.ValueText.StartsWith("bad", StringComparison.Ordinal))
        {
            context.ReportDiagnostic(throws
                ? throw new InvalidOperationException("probe")
                : Diagnostic.Create(Rule, name.GetLocation(), name.ValueText));
        }
    }
}
