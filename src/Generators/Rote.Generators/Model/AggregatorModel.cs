using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>An aggregator.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Group">Its group struct; <see langword="null"/> where all aggregates may share a bulk call.</param>
/// <param name="Parts">Parts of the group.</param>
/// <param name="Series">The type of a series.</param>
/// <param name="Settings">How samples are folded and delivered.</param>
/// <param name="Bulk">The call that stores aggregates.</param>
internal sealed record AggregatorModel(
    string Field,
    string? Group,
    EquatableArray<PartModel> Parts,
    string Series,
    AggregationPolicyModel Settings,
    BulkCallModel Bulk);
