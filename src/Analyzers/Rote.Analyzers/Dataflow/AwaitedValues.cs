using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers.Stores;

namespace Rote.Analyzers.Dataflow;

/// <summary>Whether and where the task of a call is waited for.</summary>
internal static class AwaitedValues
{
    /// <summary>
    /// Whether an operation gives the value of a task that was waited for: <c>await</c>, <c>.Result</c>, <c>GetResult()</c>.
    /// </summary>
    public static bool IsWait(IOperation operation) => operation switch
    {
        IAwaitOperation => true,
        IPropertyReferenceOperation { Property.Name: "Result", Instance.Type: { } type } => Awaitables.IsTaskLike(type),
        IInvocationOperation { TargetMethod.Name: "GetResult", Instance: IInvocationOperation inner }
            => inner.TargetMethod.Name == "GetAwaiter",
        IInvocationOperation { TargetMethod.Name: "Wait", Instance.Type: { } type } => Awaitables.IsTaskLike(type),
        _ => false,
    };

    /// <summary>
    /// Whether the expression itself is waited for where it stands, also as part of an awaited <c>Task.WhenAll</c>.
    /// </summary>
    public static bool IsAwaitedInPlace(IOperation call) => Consumer(call) is { } consumer && IsConsumption(consumer);

    /// <summary>
    /// Whether a call's task is waited for before the iteration ends: in place, through a variable of the iteration, as an
    /// asynchronous stream that is enumerated, or as the result of a lambda whose caller waits.
    /// </summary>
    public static bool IsAwaitedWithin(LoopRegion region, IOperation call)
    {
        var consumer = Consumer(call);
        return consumer switch
        {
            null => false,
            _ when IsConsumption(consumer) => true,
            IReturnOperation { Kind: OperationKind.Return }
                => region.Kind == RegionKind.Lambda && !region.IsInNestedFunction(consumer),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
                => IsAwaitedLater(region, local),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } => IsAwaitedLater(region, local),
            _ => false,
        };
    }

    // The first operation above a call that does something with its task, rather than passing it on.
    private static IOperation? Consumer(IOperation call)
    {
        var child = call;
        var parent = call.Parent;
        while (parent is not null && PassesOn(parent, child))
        {
            child = parent;
            parent = parent.Parent;
        }

        return parent;
    }

    private static bool PassesOn(IOperation parent, IOperation child) => parent switch
    {
        IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation => true,
        IConditionalOperation conditional => child != conditional.Condition,
        ICoalesceOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation => true,
        IInvocationOperation invocation => child == invocation.Instance
            ? invocation.TargetMethod.Name is "ConfigureAwait" or "AsTask" or "Preserve" or "WaitAsync" or "GetAwaiter"
            : false,
        IArgumentOperation { Parent: IInvocationOperation invocation } => IsTaskCombinator(invocation.TargetMethod),
        IArrayCreationOperation or IArrayInitializerOperation or ICollectionExpressionOperation => IsArgument(parent),
        _ => false,
    } || (parent is IInvocationOperation { TargetMethod: var method } && child is IArgumentOperation && IsTaskCombinator(method));

    private static bool IsArgument(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or IArrayCreationOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parent: IInvocationOperation invocation }
            && IsTaskCombinator(invocation.TargetMethod);
    }

    // The extension ConfigureAwait of an asynchronous stream passes it on like the method of a task.
    private static bool IsTaskCombinator(IMethodSymbol method) => method.ContainingType switch
    {
        { Name: "Task" } type => method.Name == "WhenAll" && Awaitables.IsIn(type, "System.Threading.Tasks"),
        { Name: "TaskAsyncEnumerableExtensions" } => method.Name is "ConfigureAwait" or "WithCancellation",
        _ => false,
    };

    private static bool IsConsumption(IOperation consumer)
        => IsWait(consumer) || consumer is IForEachLoopOperation { IsAsynchronous: true };

    private static bool IsAwaitedLater(LoopRegion region, ILocalSymbol local)
        => region.IsFresh(local)
            && region.Body.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
                .Any(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local)
                    && !region.IsInNestedFunction(reference)
                    && IsAwaitedInPlace(reference));
}
