using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>The resilience of an operation.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Operation">Name of the operation.</param>
/// <param name="Facts">What is known of the call: properties of the policy that are set.</param>
/// <param name="Settings">What the attribute sets.</param>
/// <param name="Batcher">Index of the batcher whose bulk calls it is; <see langword="null"/> for none.</param>
/// <param name="Aggregator">Index of the aggregator whose bulk calls it is; <see langword="null"/> for none.</param>
internal sealed record ResilienceModel(
    string Field,
    string Operation,
    EquatableArray<string> Facts,
    EquatableArray<ResilienceSettingModel> Settings,
    int? Batcher,
    int? Aggregator)
{
    /// <summary>Whether the store can be told to give up.</summary>
    public bool TakesToken { get; init; } = true;
}
