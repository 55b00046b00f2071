using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rote.Analyzers.Dataflow;

/// <summary>Code that runs once per element: a loop, or a lambda that a known method invokes for each.</summary>
internal sealed class LoopRegion(RegionKind kind, IOperation operation, IOperation? source, ImmutableArray<ISymbol> elements)
{
    public RegionKind Kind { get; } = kind;

    /// <summary>The loop, or the lambda.</summary>
    public IOperation Operation { get; } = operation;

    /// <summary>What is enumerated, where the syntax says so.</summary>
    public IOperation? Source { get; } = source;

    /// <summary>The variables that hold this iteration's element. Loop counters are found by <see cref="RegionFacts"/>.</summary>
    public ImmutableArray<ISymbol> Elements { get; } = elements;

    /// <summary>The body.</summary>
    public IOperation Body => Operation switch
    {
        ILoopOperation loop => loop.Body,
        IAnonymousFunctionOperation lambda => lambda.Body,
        _ => Operation,
    };

    /// <summary>The loop's test, where it has one.</summary>
    public IOperation? Test => Operation switch
    {
        IForLoopOperation loop => loop.Condition,
        IWhileLoopOperation loop => loop.Condition,
        _ => null,
    };

    /// <summary>Everything that runs in each iteration.</summary>
    public IEnumerable<IOperation> Repeated
        => Operation is IForLoopOperation loop
            ? Present(loop.Condition).Concat([loop.Body]).Concat(loop.AtLoopBottom)
            : Present(Test).Concat([Body]);

    /// <summary>Whether an operation, found by walking up, is one of those that run in each iteration.</summary>
    public static bool Repeats(ILoopOperation loop, IOperation child) => loop switch
    {
        IForLoopOperation counted => !counted.Before.Contains(child),
        IForEachLoopOperation each => child != each.Collection,
        _ => true,
    };

    /// <summary>
    /// Whether a variable is declared anew in each iteration, so that no earlier iteration can have written it.
    /// </summary>
    public bool IsFresh(ISymbol symbol)
    {
        if (symbol is not (ILocalSymbol or IParameterSymbol)
            || symbol.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference)
        {
            return false;
        }

        return Elements.Contains(symbol, SymbolEqualityComparer.Default)
            || (reference.SyntaxTree == Operation.Syntax.SyntaxTree && Body.Syntax.FullSpan.Contains(reference.Span));
    }

    /// <summary>Whether a statement leaves the region for good, so that no further iteration runs.</summary>
    public bool IsLeftBy(IOperation statement) => statement switch
    {
        IBranchOperation { BranchKind: BranchKind.Break } branch => IsThisLoop(branch),
        IBranchOperation { BranchKind: BranchKind.GoTo } branch => !ContainsLabel(branch.Target),
        IReturnOperation { Kind: OperationKind.YieldReturn } => false,
        IReturnOperation => Kind != RegionKind.Lambda && !IsInNestedFunction(statement),
        IThrowOperation => !IsInNestedFunction(statement),
        _ => false,
    };

    /// <summary>Whether a statement ends this iteration and begins the next.</summary>
    public bool IsContinuedBy(IOperation statement) => statement switch
    {
        IBranchOperation { BranchKind: BranchKind.Continue } branch => IsThisLoop(branch),
        IReturnOperation { Kind: OperationKind.Return } => Kind == RegionKind.Lambda && !IsInNestedFunction(statement),
        _ => false,
    };

    /// <summary>The steps from an operation up to the region: each operation with the one around it.</summary>
    public IEnumerable<(IOperation Child, IOperation Parent)> StepsUp(IOperation operation)
    {
        var child = operation;
        for (var parent = child.Parent; parent is not null && parent != Operation; child = parent, parent = parent.Parent)
        {
            yield return (child, parent);
        }
    }

    /// <summary>Whether an operation stands in a lambda or local function declared inside the region.</summary>
    public bool IsInNestedFunction(IOperation operation)
        => StepsUp(operation).Any(step => step.Parent is IAnonymousFunctionOperation or ILocalFunctionOperation);

    private bool IsThisLoop(IBranchOperation branch)
        => Operation is ILoopOperation loop
            && (SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel)
                || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ContinueLabel));

    private bool ContainsLabel(ILabelSymbol label)
        => label.DeclaringSyntaxReferences.FirstOrDefault() is { } reference
            && Operation.Syntax.FullSpan.Contains(reference.Span);

    private static IEnumerable<IOperation> Present(IOperation? operation) => operation is null ? [] : [operation];
}
