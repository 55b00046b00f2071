using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers.Dataflow;
using Rote.Analyzers.Stores;

namespace Rote.CodeFixes.Hoisting;

/// <summary>
/// A loop over a source that is there already: <c>foreach</c>, or <c>for</c> with a counter from 0 to its count.
/// </summary>
internal sealed class HoistableLoop
{
    private HoistableLoop(StatementSyntax statement, StatementSyntax body, ExpressionSyntax source, ITypeSymbol sourceType)
    {
        Statement = statement;
        Body = body;
        Source = source;
        SourceType = sourceType;
    }

    public StatementSyntax Statement { get; }

    public StatementSyntax Body { get; }

    /// <summary>What is enumerated.</summary>
    public ExpressionSyntax Source { get; }

    public ITypeSymbol SourceType { get; }

    /// <summary>
    /// The variable that holds the element: that of <c>foreach</c>, or a local that <c>for</c> sets first; nothing where there
    /// is none.
    /// </summary>
    public ILocalSymbol? Element { get; private set; }

    /// <summary>The counter of <c>for</c>.</summary>
    public ILocalSymbol? Counter { get; private set; }

    /// <summary>The statement of <c>for</c> that sets <see cref="Element"/>.</summary>
    public LocalDeclarationStatementSyntax? ElementDeclaration { get; private set; }

    public bool IsForEach => Counter is null;

    /// <summary>The statements of the body, but for the one that sets the element.</summary>
    public IEnumerable<StatementSyntax> Statements
        => Body is BlockSyntax block ? block.Statements.Where(statement => statement != ElementDeclaration) : [Body];

    /// <summary>The loop of a region, or nothing where it has another form or its source may still change.</summary>
    public static HoistableLoop? TryRead(RegionFacts facts) => facts.Region.Operation switch
    {
        IForEachLoopOperation { IsAsynchronous: false } loop => OfForEach(loop, facts),
        IForLoopOperation loop => OfFor(loop, facts),
        _ => null,
    };

    /// <summary>Whether an operation is this iteration's element itself.</summary>
    public bool IsElement(IOperation operation) => Unwrap(operation) switch
    {
        ILocalReferenceOperation reference
            => Element is not null && SymbolEqualityComparer.Default.Equals(reference.Local, Element),
        IArrayElementReferenceOperation { Indices.Length: 1 } element => IsAtCounter(element.ArrayReference, element.Indices[0]),
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1, Instance: { } instance } element
            => IsAtCounter(instance, element.Arguments[0].Value),
        _ => false,
    };

    /// <summary>An operation without the conversions around it that the source does not show.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static HoistableLoop? OfForEach(IForEachLoopOperation loop, RegionFacts facts)
    {
        var collection = Unwrap(loop.Collection);
        if (loop.Syntax is not CommonForEachStatementSyntax syntax
            || collection.Type is not { } type
            || !Collections.IsMaterialised(type)
            || (SymbolReads.RootOf(collection) is { } root && facts.IsWritten(root)))
        {
            return null;
        }

        var element = syntax is ForEachStatementSyntax ? loop.Locals.FirstOrDefault() : null;
        return element is not null && !SymbolEqualityComparer.Default.Equals(element.Type, Collections.ElementOf(type))
            ? null
            : new(syntax, syntax.Statement, syntax.Expression, type) { Element = element };
    }

    private static HoistableLoop? OfFor(IForLoopOperation loop, RegionFacts facts)
    {
        if (loop.Syntax is not ForStatementSyntax { Declaration.Variables.Count: 1, Initializers.Count: 0 } syntax
            || loop.Locals.FirstOrDefault() is not { } counter
            || syntax.Declaration.Variables[0].Initializer?.Value is not LiteralExpressionSyntax { Token.Value: 0 }
            || loop.AtLoopBottom.Length != 1
            || facts.Writes.Count(write => SymbolEqualityComparer.Default.Equals(write.Symbol, counter)) != 1
            || !loop.AtLoopBottom[0].DescendantsAndSelf()
                .Any(step => step is IIncrementOrDecrementOperation { Kind: OperationKind.Increment })
            || CountedSource(loop.Condition, counter) is not { } source
            || SymbolReads.SymbolOf(source) is not (ILocalSymbol or IParameterSymbol) and var symbol
            || IsChanged(SymbolReads.SymbolOf(source)!, facts)
            || source.Type is not { } type
            || !Collections.IsIndexable(type))
        {
            return null;
        }

        var result = new HoistableLoop(syntax, syntax.Statement, (ExpressionSyntax)source.Syntax, type) { Counter = counter };
        result.ReadElementDeclaration(loop, facts);
        return result;
    }

    // source[i].Member = … changes an element, and not which elements there are.
    private static bool IsChanged(ISymbol source, RegionFacts facts)
        => facts.Writes.Any(write => SymbolEqualityComparer.Default.Equals(write.Symbol, source)
            && (write.Index is not { } element || write.Site is not ISimpleAssignmentOperation site || site.Target == element));

    // i < source.Count
    private static IOperation? CountedSource(IOperation? test, ILocalSymbol counter)
        => test is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan } comparison
            && SymbolEqualityComparer.Default.Equals(SymbolReads.SymbolOf(Unwrap(comparison.LeftOperand)), counter)
            && Unwrap(comparison.RightOperand) is IPropertyReferenceOperation { Instance: { } source } size
            && size.Property.Name is "Count" or "Length"
                ? Unwrap(source)
                : null;

    private void ReadElementDeclaration(IForLoopOperation loop, RegionFacts facts)
    {
        if (loop.Body is IBlockOperation { Operations: var statements }
            && statements.FirstOrDefault() is IVariableDeclarationGroupOperation group
            && group.Syntax is LocalDeclarationStatementSyntax syntax
            && group.Declarations is { Length: 1 } declarations
            && declarations[0].Declarators is { Length: 1 } declarators
            && declarators[0].GetVariableInitializer() is { } initializer
            && IsElement(initializer.Value)
            && facts.Writes.Count(write => SymbolEqualityComparer.Default.Equals(write.Symbol, declarators[0].Symbol)) == 1)
        {
            Element = declarators[0].Symbol;
            ElementDeclaration = syntax;
        }
    }

    private bool IsAtCounter(IOperation collection, IOperation index)
        => Counter is not null
            && SymbolEqualityComparer.Default.Equals(SymbolReads.SymbolOf(Unwrap(index)), Counter)
            && Unwrap(collection).Syntax.IsEquivalentTo(Source, topLevel: false);
}
