using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers.Stores;

namespace Rote.Analyzers.Dataflow;

/// <summary>How a region ends early.</summary>
internal static class RegionExits
{
    /// <summary>
    /// Whether the region ends on every path after an operation, so that the operation runs at most once: a search that has
    /// found, or a retry that has succeeded.
    /// </summary>
    public static bool RunsAtMostOnce(LoopRegion region, IOperation operation)
        => region.StepsUp(operation).Any(step => region.IsLeftBy(step.Child) || step.Parent switch
        {
            IBlockOperation block => EndsAfter(region, block.Operations, step.Child),
            ISwitchCaseOperation section => EndsAfter(region, section.Body, step.Child),
            _ => false,
        });

    /// <summary>
    /// Whether something waited for decides that the region ends: a search, a poll, the last page, the first failure. An end that
    /// depends on a counter, the element or a cancellation does not count.
    /// </summary>
    public static bool DependOnWait(RegionFacts facts)
    {
        var region = facts.Region;
        return (region.Test is { } test && facts.IsFromWait(test))
            || region.Body.DescendantsAndSelf().Any(operation =>
                region.IsLeftBy(operation)
                && !IsRethrow(operation, region)
                && !IsCancellation(operation, region)
                && Deciding(operation, facts).Any(facts.IsFromWait));
    }

    /// <summary>Whether the region contains any exit at all, besides the end of its source.</summary>
    public static bool Exist(LoopRegion region) => region.Body.DescendantsAndSelf().Any(region.IsLeftBy);

    // An exit inside a try that has a condition of its own depends on that, not on what the try's calls throw.
    private static IEnumerable<IOperation> Deciding(IOperation exit, RegionFacts facts)
    {
        var conditions = facts.ConditionsOf(exit).ToList();
        return conditions.Count > 0 && ControlConditions.IsAttempt(conditions[0])
            ? conditions
            : conditions.Where(condition => !ControlConditions.IsAttempt(condition));
    }

    // An exception leaves the region with or without a handler that renames it.
    private static bool IsRethrow(IOperation operation, LoopRegion region)
        => operation is IThrowOperation && region.StepsUp(operation).Any(step => step.Parent is ICatchClauseOperation);

    // catch (OperationCanceledException) { break; }
    private static bool IsCancellation(IOperation operation, LoopRegion region)
        => region.StepsUp(operation)
            .Any(step => step.Parent is ICatchClauseOperation handler && IsCancelled(handler.ExceptionType));

    private static bool IsCancelled(ITypeSymbol? exception)
    {
        for (var type = exception; type is not null; type = type.BaseType)
        {
            if (type.Name == nameof(OperationCanceledException) && Awaitables.IsIn(type, "System"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsAfter(LoopRegion region, IReadOnlyList<IOperation> statements, IOperation child)
        => statements.SkipWhile(statement => statement != child).Skip(1).Any(statement => AlwaysLeaves(region, statement));

    private static bool AlwaysLeaves(LoopRegion region, IOperation statement) => statement switch
    {
        IBlockOperation block => block.Operations.Any(inner => AlwaysLeaves(region, inner)),
        IConditionalOperation { WhenFalse: { } otherwise } conditional
            => AlwaysLeaves(region, conditional.WhenTrue) && AlwaysLeaves(region, otherwise),
        ITryOperation attempt => AlwaysLeaves(region, attempt.Body)
            && attempt.Catches.All(handler => AlwaysLeaves(region, handler.Handler)),
        IUsingOperation resource => AlwaysLeaves(region, resource.Body),
        ILockOperation section => AlwaysLeaves(region, section.Body),
        IExpressionStatementOperation { Operation: IThrowOperation thrown } => region.IsLeftBy(thrown),
        _ => region.IsLeftBy(statement),
    };
}
