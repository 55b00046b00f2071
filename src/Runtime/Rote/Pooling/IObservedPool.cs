namespace Rote.Pooling;

/// <summary>What the instruments show of a pool.</summary>
internal interface IObservedPool
{
    string Name { get; }

    int MinConnections { get; }

    int MaxConnections { get; }

    PoolStatistics GetStatistics();
}
