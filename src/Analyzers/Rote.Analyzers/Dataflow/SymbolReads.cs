using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rote.Analyzers.Dataflow;

/// <summary>Which variables an expression reads, and which one a path leads back to.</summary>
internal static class SymbolReads
{
    /// <summary>
    /// The references to locals, parameters, and fields and properties of this object or type, in an operation.
    /// </summary>
    public static IEnumerable<IOperation> References(IOperation operation)
        => operation.DescendantsAndSelf().Where(descendant => SymbolOf(descendant) is not null);

    /// <summary>The variable that an operation is a reference to, or nothing.</summary>
    public static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation reference => reference.Local,
        IParameterReferenceOperation reference => reference.Parameter,
        IFieldReferenceOperation reference when IsOwn(reference.Instance) => reference.Field,
        IPropertyReferenceOperation reference when IsOwn(reference.Instance) => reference.Property,
        _ => null,
    };

    /// <summary>Whether an operation reads a variable of a set.</summary>
    public static bool ReadsAny(IOperation operation, HashSet<ISymbol> symbols)
        => symbols.Count > 0 && References(operation).Any(reference => symbols.Contains(SymbolOf(reference)!));

    /// <summary>
    /// The variable at the start of a path: <c>request</c> of <c>request.Filter.Ids[0]</c>. Nothing where it begins with a
    /// call.
    /// </summary>
    public static ISymbol? RootOf(IOperation? operation)
    {
        for (var step = operation; step is not null; step = Inner(step))
        {
            if (SymbolOf(step) is { } symbol)
            {
                return symbol;
            }
        }

        return null;
    }

    /// <summary>
    /// The first member on a path from its root: <c>Filter</c> of <c>request.Filter.Ids[0]</c>. Nothing where there is none.
    /// </summary>
    public static ISymbol? FirstPartOf(IOperation? operation)
    {
        ISymbol? part = null;
        for (var step = operation; step is not null; step = Inner(step))
        {
            if (SymbolOf(step) is not null)
            {
                return part;
            }

            part = step switch
            {
                IFieldReferenceOperation reference => reference.Field,
                IPropertyReferenceOperation { Property.IsIndexer: false } reference => reference.Property,
                IArrayElementReferenceOperation or IPropertyReferenceOperation => null,
                _ => part,
            };
        }

        return null;
    }

    /// <summary>The next step of a path towards its root, or nothing at its start.</summary>
    public static IOperation? Inner(IOperation step) => step switch
    {
        IFieldReferenceOperation reference => reference.Instance,
        IPropertyReferenceOperation reference => reference.Instance,
        IArrayElementReferenceOperation reference => reference.ArrayReference,
        IConversionOperation conversion => conversion.Operand,
        IParenthesizedOperation parenthesized => parenthesized.Operand,
        IConditionalAccessInstanceOperation instance => AccessedThrough(instance),
        _ => null,
    };

    // Not the object that an initializer is filling.
    private static bool IsOwn(IOperation? instance)
        => instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    private static IOperation? AccessedThrough(IOperation instance)
    {
        for (var parent = instance.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access)
            {
                return access.Operation;
            }
        }

        return null;
    }
}
