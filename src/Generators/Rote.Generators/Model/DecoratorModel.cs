using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>All that is known of one interface and its decorator: what the emitter reads, and nothing else.</summary>
/// <remarks>
/// Compares by value and holds nothing of the compiler: the pipeline stops at a model that equals the last one, and an old
/// compilation is not kept alive by it.
/// </remarks>
/// <param name="HintName">Name of the generated file, one for each interface.</param>
/// <param name="Type">The decorator type.</param>
/// <param name="Members">What is implemented, in the order of declaration, own members first.</param>
/// <param name="Regions">Cache regions, each shared by the members that name its index.</param>
/// <param name="Batchers">Batchers, one for each batched member.</param>
/// <param name="Monitors">Monitors, one for each monitored member.</param>
/// <param name="Pooled">The class that rents the inner store from a pool; <see langword="null"/> for none.</param>
/// <param name="Lazy">The class that opens the inner store at its first use; <see langword="null"/> for none.</param>
internal sealed record DecoratorModel(
    string HintName,
    TypeModel Type,
    EquatableArray<MemberModel> Members,
    EquatableArray<RegionModel> Regions,
    EquatableArray<BatcherModel> Batchers,
    EquatableArray<MonitorModel> Monitors,
    RentModel? Pooled,
    RentModel? Lazy)
{
    /// <summary>Aggregators, one for each aggregated member.</summary>
    public EquatableArray<AggregatorModel> Aggregators { get; init; }

    /// <summary>Pipelines, one for each resilient member.</summary>
    public EquatableArray<ResilienceModel> Pipelines { get; init; }
}
