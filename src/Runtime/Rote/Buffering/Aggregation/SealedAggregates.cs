namespace Rote.Buffering;

/// <summary>Sealed aggregates of one group that go to the store together, unchanged at every attempt.</summary>
internal sealed class SealedAggregates<TGroup, TSeries>(TGroup group)
    where TGroup : struct, IEquatable<TGroup>
    where TSeries : notnull
{
    public TGroup Group { get; } = group;

    public List<Aggregate<TSeries>> Items { get; } = [];

    public long Samples { get; private set; }

    /// <summary>Attempts that have failed. Of the one who delivers.</summary>
    public int Failures { get; set; }

    public void Add(in Aggregate<TSeries> aggregate)
    {
        Items.Add(aggregate);
        Samples += aggregate.Count;
    }
}
