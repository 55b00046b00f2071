using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers.Dataflow;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Stores;

/// <summary>Decides whether a call is a store call per element: ROTE1001's definition, clause by clause.</summary>
/// <remarks>Pure but for the memory of <see cref="StoreSymbols"/> and <see cref="BatchSiblingResolver"/>. Thread-safe.</remarks>
internal sealed class PerElementCalls(StoreSymbols symbols)
{
    private readonly BatchSiblingResolver _siblings = new(symbols);

    /// <summary>The finding at a call, or nothing.</summary>
    public PerElementCall? Find(IInvocationOperation call)
    {
        var receiver = call.Instance?.Type;
        if (symbols.FindStoreMember(call.TargetMethod, receiver) is not { } member)
        {
            return null;
        }

        BatchRoute? route = null;
        foreach (var region in LoopRegions.Around(call))
        {
            route ??= _siblings.Resolve(member, receiver);
            if (route is null)
            {
                return null;
            }

            var facts = RegionFacts.Of(region);
            switch (Judge(call, route, facts))
            {
                case RegionVerdict.Repeats:
                    return IsExempt(call, route) ? null : new(call, route, facts, SeverityOf(call, route, facts));
                case RegionVerdict.MustStaySequential:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The argument that a route's sibling takes as a collection.</summary>
    public static IArgumentOperation ItemOf(IInvocationOperation call, BatchRoute route)
        => call.Arguments.First(argument => argument.Parameter?.Ordinal == route.ItemOrdinal);

    private static RegionVerdict Judge(IInvocationOperation call, BatchRoute route, RegionFacts facts)
    {
        var region = facts.Region;
        if (RegionExits.RunsAtMostOnce(region, call))
        {
            return RegionVerdict.DoesNotRepeat;
        }

        if (!AwaitedValues.IsAwaitedWithin(region, call)
            || IsCarried(call, facts)
            || RegionExits.DependOnWait(facts)
            || OnceOnly.Applies(facts, call)
            || Transactions.ArePerIteration(region))
        {
            return RegionVerdict.MustStaySequential;
        }

        if (call.Instance is { } receiver && facts.IsFromElement(receiver))
        {
            return RegionVerdict.MustStaySequential;
        }

        var item = ItemOf(call, route).Value;
        return !facts.IsFromElement(item) ? RegionVerdict.DoesNotRepeat
            : IsChunk(item, facts) ? RegionVerdict.MustStaySequential
            : RegionVerdict.Repeats;
    }

    // No argument, receiver, guard or loop test may read what an earlier iteration waited for.
    private static bool IsCarried(IInvocationOperation call, RegionFacts facts)
        => call.Arguments.Any(argument => facts.IsCarried(argument.Value))
            || (call.Instance is { } receiver && facts.IsReassigned(receiver))
            || facts.ConditionsOf(call).Any(condition => !ControlConditions.IsAttempt(condition) && facts.IsCarried(condition))
            || (facts.Region.Test is { } test && facts.IsCarried(test));

    private static bool IsChunk(IOperation item, RegionFacts facts)
        => facts.Region.Source is { } source
            && item.Type is { } type && Collections.ElementOf(type) is not null
            && source.DescendantsAndSelf().OfType<IInvocationOperation>()
                .Any(call => call.TargetMethod.Name is "Chunk" or "Buffer");

    private static bool IsExempt(IInvocationOperation call, BatchRoute route)
        => BatchImplementation.IsFallback(call, route)
            || (ContainingMethod(call) is { } method && BatchImplementation.Is(method, route));

    private static IMethodSymbol? ContainingMethod(IInvocationOperation call)
    {
        var symbol = call.SemanticModel?.GetEnclosingSymbol(call.Syntax.SpanStart);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            symbol = symbol.ContainingSymbol;
        }

        return symbol as IMethodSymbol;
    }

    private static DiagnosticSeverity SeverityOf(IInvocationOperation call, BatchRoute route, RegionFacts facts)
        => Pacing.Exists(facts.Region) || TinyBound.Applies(facts.Region) || NeedsGrouping(call, route, facts)
            ? DiagnosticSeverity.Info
            : DiagnosticSeverity.Warning;

    // Where another argument changes with the element too, the elements must be grouped by it first.
    private static bool NeedsGrouping(IInvocationOperation call, BatchRoute route, RegionFacts facts)
        => call.Arguments.Any(argument => argument.Parameter is { } parameter
            && parameter.Ordinal != route.ItemOrdinal
            && !parameter.Type.IsCancellationToken()
            && facts.IsFromElement(argument.Value));
}
