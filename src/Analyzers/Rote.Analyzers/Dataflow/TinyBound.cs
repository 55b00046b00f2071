using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rote.Analyzers.Dataflow;

/// <summary>Whether the source code itself says that a region runs a few times only.</summary>
internal static class TinyBound
{
    private const int Few = 3;

    /// <summary>
    /// Whether a region's count is a constant of at most three, or its elements are the values of an enum or literals written out
    /// in the source.
    /// </summary>
    public static bool Applies(LoopRegion region) => region.Operation switch
    {
        IForLoopOperation loop => IsFewTimes(loop),
        _ => region.Source is { } source && IsFewElements(source),
    };

    private static bool IsFewTimes(IForLoopOperation loop)
    {
        if (loop.Condition is not IBinaryOperation { RightOperand.ConstantValue: { HasValue: true, Value: int end } } test)
        {
            return false;
        }

        var start = loop.Before.SelectMany(before => before.DescendantsAndSelf()).OfType<IVariableInitializerOperation>()
            .Select(initializer => initializer.Value.ConstantValue).FirstOrDefault();
        return start is { HasValue: true, Value: int begin } && test.OperatorKind switch
        {
            BinaryOperatorKind.LessThan => end - begin <= Few,
            BinaryOperatorKind.LessThanOrEqual => end - begin < Few,
            _ => false,
        };
    }

    private static bool IsFewElements(IOperation source) => Unwrap(source) switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => AreFew([.. initializer.ElementValues]),
        ICollectionExpressionOperation collection => AreFew([.. collection.Elements]),
        ILocalReferenceOperation reference => InitializerOf(reference) is { } initializer && IsFewElements(initializer),
        IInvocationOperation { TargetMethod: { Name: "GetValues" or "GetNames" } method }
            => method.ContainingType.SpecialType == SpecialType.System_Enum,
        _ => false,
    };

    // What a local holds that is never set again and cannot grow.
    private static IOperation? InitializerOf(ILocalReferenceOperation reference)
    {
        if (reference.Local.Type is not IArrayTypeSymbol)
        {
            return null;
        }

        IOperation member = reference;
        while (member.Parent is { } parent)
        {
            member = parent;
        }

        return member.Descendants().Any(part => part is IAssignmentOperation write && IsTo(write.Target, reference.Local))
            ? null
            : member.Descendants().OfType<IVariableDeclaratorOperation>()
                .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, reference.Local))
                ?.GetVariableInitializer()?.Value;
    }

    private static bool IsTo(IOperation target, ILocalSymbol local)
        => SymbolReads.References(target).Any(part => SymbolEqualityComparer.Default.Equals(SymbolReads.SymbolOf(part), local));

    private static bool AreFew(IReadOnlyList<IOperation> elements)
        => !elements.Any(element => element is ISpreadOperation)
            && (elements.Count <= Few || elements.All(element => element.ConstantValue.HasValue || IsEnumMember(element)));

    private static bool IsEnumMember(IOperation element) => element.Type?.TypeKind == TypeKind.Enum;

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }
}
