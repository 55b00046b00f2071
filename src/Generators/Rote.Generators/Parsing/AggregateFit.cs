using Microsoft.CodeAnalysis;

namespace Rote.Generators.Parsing;

/// <summary>How the parameters of a method that records samples become those of its bulk method.</summary>
/// <param name="List">The bulk method's aggregates.</param>
/// <param name="Group">The parameters that both methods have.</param>
/// <param name="Series">The others.</param>
/// <param name="SeriesType">What the aggregates are of.</param>
/// <remarks>Lives inside one analysis. It holds symbols, so it is never part of a generator's model.</remarks>
internal sealed record AggregateFit(
    IParameterSymbol List, List<IParameterSymbol> Group, IReadOnlyList<IParameterSymbol> Series, ITypeSymbol SeriesType);
