using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers.Stores;

namespace Rote.Analyzers.Dataflow;

/// <summary>Collects what a region writes.</summary>
internal static class RegionWrites
{
    /// <summary>Every write of the operations that a region repeats, in source order.</summary>
    public static ImmutableArray<RegionWrite> Of(LoopRegion region)
        => [.. region.Repeated.SelectMany(part => part.DescendantsAndSelf()).SelectMany(Of)];

    private static IEnumerable<RegionWrite> Of(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation write => ToTarget(write.Target, KindOf(write), write, [write.Value]),
        ICompoundAssignmentOperation write => ToTarget(write.Target, StepOr(write.OperatorKind), write, [write.Value]),
        IIncrementOrDecrementOperation write => ToTarget(write.Target, WriteKind.Step, write, []),
        ICoalesceAssignmentOperation write => ToTarget(write.Target, WriteKind.Mutation, write, [write.Value]),
        IDeconstructionAssignmentOperation write => ToTarget(write.Target, WriteKind.Assignment, write, [write.Value]),
        IVariableDeclaratorOperation write => OfDeclarator(write),
        IIsPatternOperation test => OfPattern(test.Pattern, test, test.Value),
        ISwitchOperation choice => choice.Cases.SelectMany(one => one.Clauses)
            .OfType<IPatternCaseClauseOperation>().SelectMany(clause => OfPattern(clause.Pattern, clause, choice.Value)),
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => OfPattern(arm.Pattern, arm, choice.Value)),
        IForEachLoopOperation loop => loop.Locals.Select(local =>
            new RegionWrite(local, WriteKind.Assignment, loop, [loop.Collection]) { FromWait = loop.IsAsynchronous }),
        ITryOperation attempt => attempt.Catches.SelectMany(handler => handler.Locals.Select(local =>
            new RegionWrite(local, WriteKind.Assignment, handler, [attempt.Body]))),
        IInvocationOperation call => OfCall(call),
        _ => [],
    };

    private static WriteKind KindOf(ISimpleAssignmentOperation write)
        => write.Value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum
            && SymbolReads.SymbolOf(write.Target) is { } target
            && SymbolEqualityComparer.Default.Equals(SymbolReads.SymbolOf(sum.LeftOperand), target)
                ? WriteKind.Step
                : WriteKind.Assignment;

    private static WriteKind StepOr(BinaryOperatorKind kind)
        => kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract ? WriteKind.Step : WriteKind.Mutation;

    private static IEnumerable<RegionWrite> ToTarget(
        IOperation target, WriteKind kind, IOperation site, ImmutableArray<IOperation> values)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                return tuple.Elements.SelectMany(element => ToTarget(element, kind, site, values));
            case IDeclarationExpressionOperation declaration:
                return ToTarget(declaration.Expression, kind, site, values);
        }

        if (SymbolReads.SymbolOf(target) is { } symbol)
        {
            return [new(symbol, kind, site, values)];
        }

        return SymbolReads.RootOf(target) is { } root
            ? [new(root, WriteKind.Member, site, values)
            {
                Index = ElementOnTheWay(target),
                Part = SymbolReads.FirstPartOf(target),
            }]
            : [];
    }

    private static IEnumerable<RegionWrite> OfDeclarator(IVariableDeclaratorOperation declarator)
    {
        if (declarator.GetVariableInitializer() is { } initializer)
        {
            yield return new(declarator.Symbol, WriteKind.Assignment, declarator, [initializer.Value]);
        }
    }

    private static IEnumerable<RegionWrite> OfPattern(IOperation pattern, IOperation site, IOperation value)
    {
        foreach (var part in pattern.DescendantsAndSelf())
        {
            var symbol = part switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                IListPatternOperation list => list.DeclaredSymbol,
                _ => null,
            };
            if (symbol is not null)
            {
                yield return new(symbol, WriteKind.Assignment, site, [value]);
            }
        }
    }

    private static IEnumerable<RegionWrite> OfCall(IInvocationOperation call)
    {
        var inputs = call.Arguments.Select(argument => argument.Value).ToImmutableArray();
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
            {
                foreach (var write in ToTarget(argument.Value, WriteKind.Assignment, call, Inputs(call)))
                {
                    yield return write;
                }
            }
            else if (IsMutable(argument.Value.Type) && SymbolReads.RootOf(argument.Value) is { } shared)
            {
                yield return new(shared, WriteKind.Mutation, call, inputs.Remove(argument.Value))
                {
                    Part = SymbolReads.FirstPartOf(argument.Value),
                };
            }
        }

        // What an asynchronous call changes lies behind it, in a store or a stream, and not in the variable.
        if (!inputs.IsEmpty
            && call.Instance is { } receiver
            && !Awaitables.IsAwaitableOrStream(call.TargetMethod.ReturnType)
            && SymbolReads.RootOf(receiver) is { } root)
        {
            yield return new(root, IsSingleAdd(call.TargetMethod) ? WriteKind.SingleAdd : WriteKind.Mutation, call, inputs)
            {
                Part = SymbolReads.FirstPartOf(receiver),
            };
        }
    }

    private static ImmutableArray<IOperation> Inputs(IInvocationOperation call)
        => [.. call.Arguments.Where(argument => argument.Parameter?.RefKind != RefKind.Out).Select(argument => argument.Value),
            .. call.Instance is { } receiver ? [receiver] : ImmutableArray<IOperation>.Empty];

    // A collection handed to a call may come back fuller. Other objects are assumed to be read: a helper that only looks at its
    // arguments is far more common, and would hide real findings.
    private static bool IsMutable(ITypeSymbol? type)
        => type is { TypeKind: TypeKind.Class or TypeKind.Interface, SpecialType: SpecialType.None }
            && (Collections.Implements(type, "ICollection") || type.Name == "StringBuilder");

    private static bool IsSingleAdd(IMethodSymbol method)
        => method is { Name: "Add" or "Enqueue" or "Push" or "AddLast" or "AddFirst", Parameters.Length: 1 };

    private static IOperation? ElementOnTheWay(IOperation target)
    {
        for (var step = target; step is not null; step = SymbolReads.Inner(step))
        {
            if (step is IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true })
            {
                return step;
            }
        }

        return null;
    }
}
