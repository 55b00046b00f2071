using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>How the samples of a method are folded.</summary>
/// <param name="Aggregator">Index of its aggregator.</param>
/// <param name="GroupParameters">For each part of the group, the parameter that gives it.</param>
/// <param name="SeriesParameters">The parameters that make the series, in their order.</param>
/// <param name="Sample">The parameter that is recorded.</param>
/// <param name="IsCast">Whether the sample is no number that becomes a <c>double</c> by itself.</param>
/// <param name="Time">The parameter that says when; <see langword="null"/> for now.</param>
internal sealed record AggregatedModel(
    int Aggregator,
    EquatableArray<int> GroupParameters,
    EquatableArray<int> SeriesParameters,
    int Sample,
    bool IsCast,
    int? Time);
