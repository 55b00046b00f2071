using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers.Dataflow;

namespace Rote.Analyzers.Stores;

/// <summary>A store call that runs once per element although the store takes them all at once.</summary>
internal sealed class PerElementCall(IInvocationOperation call, BatchRoute route, RegionFacts facts, DiagnosticSeverity severity)
{
    public IInvocationOperation Call { get; } = call;

    public BatchRoute Route { get; } = route;

    /// <summary>The innermost region that repeats the call for elements.</summary>
    public RegionFacts Facts { get; } = facts;

    /// <summary>Warning; or Info, where the loop is paced, tiny, or needs grouping by another argument first.</summary>
    public DiagnosticSeverity Severity { get; } = severity;

    /// <summary>The argument that the sibling takes as a collection.</summary>
    public IArgumentOperation Item => PerElementCalls.ItemOf(Call, Route);
}
