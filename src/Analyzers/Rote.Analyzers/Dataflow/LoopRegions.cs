using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers.Stores;

namespace Rote.Analyzers.Dataflow;

/// <summary>Finds the regions that repeat an operation.</summary>
internal static class LoopRegions
{
    /// <summary>The regions around an operation, innermost first, up to the function that it belongs to.</summary>
    /// <remarks>
    /// A lambda ends the search, unless a known method invokes it per element (then it is a region itself) or at once and
    /// awaited (<c>await Task.Run(…)</c>: the search goes on outside). A lambda that is merely declared in a loop runs who knows
    /// when.
    /// </remarks>
    public static IEnumerable<LoopRegion> Around(IOperation operation)
    {
        var child = operation;
        for (var parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is ILoopOperation loop && LoopRegion.Repeats(loop, child))
            {
                yield return OfLoop(loop);
            }
            else if (parent is ILocalFunctionOperation)
            {
                yield break;
            }
            else if (parent is IAnonymousFunctionOperation lambda)
            {
                if (TryOfLambda(lambda) is { } region)
                {
                    yield return region;
                }
                else if (!RunsAtOnce(lambda))
                {
                    yield break;
                }
            }
        }
    }

    private static LoopRegion OfLoop(ILoopOperation loop) => loop switch
    {
        IForEachLoopOperation each => new(
            RegionKind.ForEach, each, each.Collection, each.Locals.CastArray<ISymbol>()),
        IForLoopOperation counted => new(RegionKind.For, counted, null, []),
        _ => new(RegionKind.While, loop, null, []),
    };

    private static LoopRegion? TryOfLambda(IAnonymousFunctionOperation lambda)
    {
        if (InvocationOf(lambda) is not { } invocation || lambda.Symbol.Parameters.IsEmpty
            || !InvokesPerElement(invocation.TargetMethod))
        {
            return null;
        }

        var source = invocation.Instance ?? invocation.Arguments.FirstOrDefault()?.Value;
        return new(RegionKind.Lambda, lambda, source, [lambda.Symbol.Parameters[0]]);
    }

    private static bool InvokesPerElement(IMethodSymbol method) => method.ContainingType switch
    {
        { Name: "List", Arity: 1 } type => method.Name == "ForEach" && Awaitables.IsIn(type, "System.Collections.Generic"),
        { Name: "Array", Arity: 0 } type => method.Name == "ForEach" && Awaitables.IsIn(type, "System"),
        { Name: "Parallel", Arity: 0 } type => Awaitables.IsIn(type, "System.Threading.Tasks")
            && method.Name is "ForEach" or "ForEachAsync" or "For" or "ForAsync",
        _ => false,
    };

    private static bool RunsAtOnce(IAnonymousFunctionOperation lambda)
        => InvocationOf(lambda) is { TargetMethod: { Name: "Run", ContainingType: { Name: "Task" } type } } run
            && Awaitables.IsIn(type, "System.Threading.Tasks")
            && AwaitedValues.IsAwaitedInPlace(run);

    private static IInvocationOperation? InvocationOf(IAnonymousFunctionOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parent: IInvocationOperation invocation } ? invocation : null;
    }
}
