using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rote.Analyzers.Dataflow;

/// <summary>What decides whether an operation runs in an iteration.</summary>
internal static class ControlConditions
{
    /// <summary>The conditions around an operation up to a region, innermost first.</summary>
    /// <remarks>
    /// A <c>try</c> with a handler counts as a condition by its body: what stands in it, or in a handler, runs or not depending
    /// on what the body's calls throw.
    /// </remarks>
    public static IEnumerable<IOperation> Of(IOperation operation, LoopRegion region)
        => region.StepsUp(operation).SelectMany(step => Between(step.Parent, step.Child));

    /// <summary>Whether a condition stands for what the calls of a <c>try</c> throw.</summary>
    public static bool IsAttempt(IOperation condition) => condition.Parent is ITryOperation attempt && attempt.Body == condition;

    private static IEnumerable<IOperation> Between(IOperation parent, IOperation child) => parent switch
    {
        IConditionalOperation conditional => child == conditional.Condition ? [] : [conditional.Condition],
        ICoalesceOperation coalesce => child == coalesce.WhenNull ? [coalesce.Value] : [],
        ICoalesceAssignmentOperation coalesce => child == coalesce.Value ? [coalesce.Target] : [],
        IConditionalAccessOperation access => child == access.WhenNotNull ? [access.Operation] : [],
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary
            => child == binary.RightOperand ? [binary.LeftOperand] : [],
        ISwitchOperation choice => child == choice.Value ? [] : [choice.Value],
        ISwitchCaseOperation choice => choice.Clauses.Contains(child) ? [] : choice.Clauses,
        ISwitchExpressionOperation choice => child == choice.Value ? [] : [choice.Value],
        ISwitchExpressionArmOperation { Guard: { } guard } => child == guard ? [] : [guard],
        IForEachLoopOperation loop => child == loop.Collection ? [] : [loop.Collection],
        IForLoopOperation { Condition: { } test } loop => loop.Before.Contains(child) ? [] : [test],
        IWhileLoopOperation { Condition: { } test } => child == test ? [] : [test],
        ITryOperation { Catches.IsEmpty: false } attempt => child == attempt.Finally ? [] : [attempt.Body],
        _ => [],
    };
}
