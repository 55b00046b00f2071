using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Rote.Analyzers.Dataflow;

/// <summary>
/// What flows where in one region: which variables hold this iteration's element, which a waited-for result, and which carry
/// such a result from one iteration into the next.
/// </summary>
/// <remarks>
/// Computed once per region by three fixpoints over its writes. The first two ignore the order of statements, so they may find
/// too much; the third does not count a variable that is written anew before it is read. Each fixpoint adds at least one variable
/// per round, so that it ends after as many rounds as there are variables.
/// </remarks>
internal sealed class RegionFacts
{
    private readonly HashSet<ISymbol> _elements = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _awaited = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _fromCarried = new(SymbolEqualityComparer.Default);
    private readonly HashSet<RegionWrite> _awaitedWrites = [];
    private readonly ImmutableArray<IOperation> _continues;

    private RegionFacts(LoopRegion region)
    {
        Region = region;
        Writes = RegionWrites.Of(region);
        _continues = [.. region.Body.DescendantsAndSelf().Where(region.IsContinuedBy)];
        Counters = FindCounters();
        SpreadElements();
        SpreadAwaited();
        SpreadCarried();
    }

    public LoopRegion Region { get; }

    /// <summary>The writes of the region, in source order.</summary>
    public ImmutableArray<RegionWrite> Writes { get; }

    /// <summary>Variables from outside an iteration that only ever step: the <c>i</c> of <c>for</c>.</summary>
    public ImmutableArray<ISymbol> Counters { get; }

    /// <summary>The facts of a region.</summary>
    public static RegionFacts Of(LoopRegion region) => new(region);

    /// <summary>Whether a value is made from this iteration's element.</summary>
    public bool IsFromElement(IOperation value)
        => SymbolReads.References(value).Any(reference => SymbolReads.SymbolOf(reference) is { } symbol
            && _elements.Contains(symbol)
            && !SeesOnlyUnwrittenPart(reference, symbol));

    /// <summary>Whether a value is made from something that this or an earlier iteration waited for.</summary>
    public bool IsFromWait(IOperation value)
        => value.DescendantsAndSelf().Any(AwaitedValues.IsWait)
            || SymbolReads.References(value).Any(reference => IsAwaitedRead(reference, SymbolReads.SymbolOf(reference)!));

    /// <summary>
    /// Whether a value is made from what an earlier iteration waited for, so that it does not exist before that has run.
    /// </summary>
    public bool IsCarried(IOperation value)
        => SymbolReads.References(value).Any(reference => IsCarriedRead(reference, SymbolReads.SymbolOf(reference)!));

    /// <summary>
    /// Whether a variable itself is given a new value from what an earlier iteration waited for. Changes to the object that it
    /// holds do not count.
    /// </summary>
    public bool IsReassigned(IOperation value)
        => SymbolReads.References(value).Any(reference => Writes.Any(write =>
            SymbolEqualityComparer.Default.Equals(write.Symbol, SymbolReads.SymbolOf(reference))
            && write.Kind is WriteKind.Assignment or WriteKind.Step
            && IsCarriedRead(reference, write.Symbol)));

    /// <summary>Whether the region writes a variable, or changes the object that it holds.</summary>
    public bool IsWritten(ISymbol symbol)
        => Writes.Any(write => SymbolEqualityComparer.Default.Equals(write.Symbol, symbol));

    /// <summary>The conditions on which an operation runs in an iteration, those of earlier <c>continue</c>s included.</summary>
    public IEnumerable<IOperation> ConditionsOf(IOperation operation)
        => ControlConditions.Of(operation, Region).Concat(_continues
            .Where(jump => jump.Syntax.SpanStart < operation.Syntax.SpanStart
                && Region.Body.Syntax.Span.Contains(operation.Syntax.Span))
            .SelectMany(jump => ControlConditions.Of(jump, Region)));

    private ImmutableArray<ISymbol> FindCounters()
        => Region.Kind is RegionKind.For or RegionKind.While
            ? [.. Writes.Where(write => write.Symbol is ILocalSymbol or IParameterSymbol)
                .GroupBy(write => write.Symbol, SymbolEqualityComparer.Default)
                .Where(writes => !Region.IsFresh(writes.Key!) && writes.All(IsSteadyStep))
                .Select(writes => writes.Key!)]
            : [];

    private static bool IsSteadyStep(RegionWrite write)
        => write.Kind == WriteKind.Step
            && write.Symbol is ILocalSymbol { Type.SpecialType: not SpecialType.System_String } or IParameterSymbol
            && !write.Values.SelectMany(value => value.DescendantsAndSelf()).Any(AwaitedValues.IsWait);

    private void SpreadElements()
    {
        _elements.UnionWith(Region.Elements);
        _elements.UnionWith(Counters);
        Spread(_elements, write => write.Kind is not (WriteKind.SingleAdd or WriteKind.Mutation)
            && write.Values.Any(value => SymbolReads.ReadsAny(value, _elements)));
    }

    private void SpreadAwaited()
    {
        bool changed;
        do
        {
            changed = false;
            foreach (var write in Writes.Where(write => !_awaitedWrites.Contains(write)))
            {
                if (write.FromWait || write.Values.Any(IsFromWait) || IsDecidedByWait(write))
                {
                    _awaited.Add(write.Symbol);
                    changed = _awaitedWrites.Add(write);
                }
            }
        }
        while (changed);
    }

    private void SpreadCarried()
        => Spread(_fromCarried, write => write.Values.Any(IsCarried)
            || write.Values.Any(value => SymbolReads.ReadsAny(value, _fromCarried)));

    private void Spread(HashSet<ISymbol> symbols, Func<RegionWrite, bool> reaches)
    {
        bool changed;
        do
        {
            changed = false;
            foreach (var write in Writes)
            {
                if (!symbols.Contains(write.Symbol) && reaches(write))
                {
                    changed = symbols.Add(write.Symbol);
                }
            }
        }
        while (changed);
    }

    private bool IsDecidedByWait(RegionWrite write) => ConditionsOf(write.Site).Any(IsFromWait);

    private bool IsAwaitedRead(IOperation reference, ISymbol symbol)
        => _awaited.Contains(symbol) && !SeesOnlyOtherParts(reference, symbol);

    private bool IsCarriedRead(IOperation reference, ISymbol symbol)
        => _fromCarried.Contains(symbol)
            || (_awaited.Contains(symbol)
                && !Region.IsFresh(symbol)
                && !SeesOnlyOtherParts(reference, symbol)
                && !IsWrittenBefore(reference, symbol));

    // Writes to items[i] change neither items.Count nor another element; adding one item each time makes Count a counter. Writes
    // to run.Hits do not change run.User.
    private bool SeesOnlyOtherParts(IOperation reference, ISymbol symbol)
    {
        var use = UseOf(reference);
        var readsSize = use is IPropertyReferenceOperation { Property.Name: "Count" or "Length" };
        var readsOwnElement = use is IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true }
            && IsOwnElement(use);
        var part = PlainPart(use);
        return (readsSize || readsOwnElement || part is not null) && _awaitedWrites
            .Where(write => SymbolEqualityComparer.Default.Equals(write.Symbol, symbol))
            .All(write => (part is not null && write.Part is { } other && !SymbolEqualityComparer.Default.Equals(part, other))
                || ((readsSize || readsOwnElement)
                    && write is { Kind: WriteKind.Member, Part: null, Index: { } index }
                    && IsOwnElement(index))
                || (readsSize && write.Kind == WriteKind.SingleAdd && !IsDecidedByWait(write)));
    }

    // The run.User of a run in whose other members elements are gathered.
    private bool SeesOnlyUnwrittenPart(IOperation reference, ISymbol symbol)
        => PlainPart(UseOf(reference)) is { } part
            && !Region.IsFresh(symbol)
            && Writes.Where(write => SymbolEqualityComparer.Default.Equals(write.Symbol, symbol))
                .All(write => write.Part is { } other && !SymbolEqualityComparer.Default.Equals(part, other))
            && !Counters.Contains(symbol, SymbolEqualityComparer.Default);

    private static IOperation? UseOf(IOperation reference)
        => reference.Parent is IConversionOperation { IsImplicit: true } conversion ? conversion.Parent : reference.Parent;

    // The member that a reference is read for, if nothing but its own value is behind it. What is behind a member of another
    // assembly cannot be seen; most are plain.
    private static ISymbol? PlainPart(IOperation? use)
    {
        var member = use switch
        {
            IFieldReferenceOperation reference => reference.Field,
            IPropertyReferenceOperation { Property.IsIndexer: false } reference => reference.Property,
            _ => (ISymbol?)null,
        };
        return member is IFieldSymbol || member is { DeclaringSyntaxReferences.IsEmpty: true } || member is { IsAbstract: true }
            || (member?.ContainingType.GetMembers().OfType<IFieldSymbol>()
                .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, member)) ?? false)
                    ? member
                    : null;
    }

    // items[i], where i is the loop's own counter.
    private bool IsOwnElement(IOperation element)
    {
        var index = element switch
        {
            IArrayElementReferenceOperation { Indices.Length: 1 } array => array.Indices[0],
            IPropertyReferenceOperation { Arguments.Length: 1 } indexer => indexer.Arguments[0].Value,
            _ => null,
        };
        return index is not null && SymbolReads.SymbolOf(index) is { } symbol
            && Counters.Concat(Region.Elements).Contains(symbol, SymbolEqualityComparer.Default);
    }

    private bool IsWrittenBefore(IOperation reference, ISymbol symbol)
        => Writes.Any(write => write.Kind == WriteKind.Assignment
            && SymbolEqualityComparer.Default.Equals(write.Symbol, symbol)
            && write.Site.Syntax.Span.End <= reference.Syntax.SpanStart
            && Region.Body.Syntax.Span.Contains(write.Site.Syntax.Span)
            && !Region.IsInNestedFunction(write.Site)
            && !ConditionsOf(write.Site).Any());
}
