using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Rote.Analyzers.Dataflow;

/// <summary>One place in a region that writes a variable.</summary>
internal sealed class RegionWrite(ISymbol symbol, WriteKind kind, IOperation site, ImmutableArray<IOperation> values)
{
    public ISymbol Symbol { get; } = symbol;

    public WriteKind Kind { get; } = kind;

    public IOperation Site { get; } = site;

    /// <summary>What the written value is made of.</summary>
    public ImmutableArray<IOperation> Values { get; } = values;

    /// <summary>Whether the value comes from a wait by itself, like the variable of <c>await foreach</c>.</summary>
    public bool FromWait { get; set; }

    /// <summary>
    /// The element that a <see cref="WriteKind.Member"/> write goes through, <c>items[i]</c> of <c>items[i].Vector</c>, or
    /// nothing.
    /// </summary>
    public IOperation? Index { get; set; }

    /// <summary>
    /// The member of the variable's object that the write goes through, <c>Hits</c> of <c>run.Hits++</c>, or nothing.
    /// </summary>
    public ISymbol? Part { get; set; }
}
