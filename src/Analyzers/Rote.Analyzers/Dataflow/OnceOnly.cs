using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rote.Analyzers.Dataflow;

/// <summary>
/// Whether an operation runs only where its answer is not known yet: an initialisation, or a look-up that remembers.
/// </summary>
internal static class OnceOnly
{
    private static readonly string[] LookUps = ["TryGetValue", "ContainsKey"];

    /// <summary>
    /// Whether an operation is the right side of <c>??=</c>, stands behind a test of a variable for null that the same branch
    /// sets, or behind a miss in a dictionary that the same branch fills.
    /// </summary>
    /// <remarks>
    /// A variable of the iteration, or a member of its element, is empty anew for each element. Only if the region also writes
    /// to the collection that the variable was looked up in, the answer is remembered.
    /// </remarks>
    public static bool Applies(RegionFacts facts, IOperation operation)
        => facts.Region.StepsUp(operation).Any(step => step.Parent switch
        {
            ICoalesceAssignmentOperation remembered => step.Child == remembered.Value
                && SymbolReads.RootOf(remembered.Target) is { } target
                && Remembers(facts, target, remembered),
            IConditionalOperation test => step.Child != test.Condition
                && Tested(test.Condition) is { } tested
                && Remembers(facts, tested, step.Child),
            IBlockOperation block => IsBehindHit(facts.Region, block, step.Child),
            _ => false,
        });

    // if (value is null) value = …, if (!known.TryGetValue(key, out …)) known[key] = …
    private static bool Remembers(RegionFacts facts, ISymbol symbol, IOperation branch)
        => facts.Region.IsFresh(symbol)
            ? facts.Writes
                .Where(write => SymbolEqualityComparer.Default.Equals(write.Symbol, symbol))
                .SelectMany(write => write.Values.SelectMany(SymbolReads.References))
                .Select(reference => SymbolReads.SymbolOf(reference)!)
                .Any(source => !facts.Region.IsFresh(source) && Writes(facts.Region.Body, source))
            : Writes(branch, symbol);

    // if (known.TryGetValue(key, out …)) { …; continue; } … known[key] = …
    private static bool IsBehindHit(LoopRegion region, IBlockOperation block, IOperation child)
    {
        var following = block.Operations.SkipWhile(statement => statement != child).ToList();
        return block.Operations.TakeWhile(statement => statement != child).OfType<IConditionalOperation>().Any(test =>
            test.WhenTrue.DescendantsAndSelf().Any(region.IsContinuedBy)
            && LookedUp(test.Condition) is { } symbol
            && following.Any(statement => Writes(statement, symbol)));
    }

    private static ISymbol? Tested(IOperation condition)
        => condition.DescendantsAndSelf().Select(part => part switch
        {
            IIsPatternOperation { Pattern: IConstantPatternOperation pattern } test when IsNull(pattern.Value)
                => SymbolReads.RootOf(test.Value),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } test when IsNull(test.RightOperand)
                => SymbolReads.RootOf(test.LeftOperand),
            _ => LookedUp(part),
        }).FirstOrDefault(symbol => symbol is not null);

    private static ISymbol? LookedUp(IOperation condition)
        => condition.DescendantsAndSelf().OfType<IInvocationOperation>()
            .Where(call => LookUps.Contains(call.TargetMethod.Name))
            .Select(call => SymbolReads.RootOf(ReceiverOf(call)))
            .FirstOrDefault();

    private static bool IsNull(IOperation operation)
        => operation.ConstantValue is { HasValue: true, Value: null }
            || operation is IConversionOperation { Operand.ConstantValue: { HasValue: true, Value: null } };

    private static bool Writes(IOperation branch, ISymbol symbol)
        => branch.DescendantsAndSelf().Any(part => part switch
        {
            ISimpleAssignmentOperation write => Leads(write.Target, symbol),
            ICoalesceAssignmentOperation write => Leads(write.Target, symbol),
            IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" or "Set" } call => Leads(ReceiverOf(call), symbol),
            _ => false,
        });

    // Caches offer their look-ups as extensions.
    private static IOperation? ReceiverOf(IInvocationOperation call)
        => call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null);

    private static bool Leads(IOperation? path, ISymbol symbol)
        => SymbolEqualityComparer.Default.Equals(SymbolReads.RootOf(path), symbol);
}
