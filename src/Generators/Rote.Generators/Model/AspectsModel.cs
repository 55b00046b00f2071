using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>The aspects of a method; each is <see langword="null"/> where it does not apply.</summary>
/// <param name="Names">Names of the private methods that carry the aspects.</param>
/// <param name="Monitor">Index of the method's monitor.</param>
/// <param name="Cached">How its results are kept.</param>
/// <param name="Batched">How its calls are coalesced.</param>
/// <param name="Invalidates">What its calls make stale.</param>
internal sealed record AspectsModel(
    MethodNamesModel Names, int? Monitor, CachedModel? Cached, BatchedModel? Batched, InvalidatesModel? Invalidates)
{
    /// <summary>How its calls are split; known once all methods are read.</summary>
    public SplitModel? Split { get; init; }

    /// <summary>The buffered writes that its inner call waits for.</summary>
    public EquatableArray<SettleModel> Settles { get; init; }

    /// <summary>Whether it is awaited or read elsewhere: no asynchronous method and no lambda can have its parameters.</summary>
    public bool IsOutside { get; init; }

    /// <summary>Index of the pipeline that its inner or bulk calls go through.</summary>
    public int? Resilience { get; init; }

    /// <summary>How its samples are folded.</summary>
    public AggregatedModel? Aggregated { get; init; }

    /// <summary>How it is made of pages.</summary>
    public PagedModel? Paged { get; init; }
}
