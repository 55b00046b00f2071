namespace Rote.Generators;

/// <summary>
/// The names by which emitted code knows the runtime, which the generator does not reference. A test resolves each against the
/// real assembly. The attributes' names are in <see cref="Shared.KnownAttributes"/>.
/// </summary>
internal static class KnownNames
{
    public const string RoteOptions = "global::Rote.RoteOptions";
    public const string DecoratorContext = "global::Rote.Generated.DecoratorContext";
    public const string DecoratorRegistry = "global::Rote.Generated.DecoratorRegistry";
    public const string KeyHash = "global::Rote.Generated.KeyHash";
    public const string TextEquality = "global::Rote.Generated.TextEquality";
    public const string EqualityComparer = "global::System.Collections.Generic.EqualityComparer";
    public const string NoGroup = "global::Rote.Generated.NoGroup";
    public const string CacheRegion = "global::Rote.Caching.CacheRegion";
    public const string CacheRegionOfAnyType = "global::Rote.Caching.ICacheRegion";
    public const string CacheOwner = "global::Rote.Caching.ICacheOwner";
    public const string CachePolicy = "global::Rote.Caching.CachePolicy";
    public const string CacheFunctions = "global::Rote.Caching.CacheFunctions";
    public const string CacheKeyWriter = "global::Rote.Caching.CacheKeyWriter";
    public const string CacheStore = "global::Rote.CacheStore";
    public const string CacheTag = "global::Rote.Caching.CacheTag";
    public const string DictionaryLoads = "global::Rote.Caching.DictionaryLoads";
    public const string CachedStreams = "global::Rote.Generated.CachedStreams";
    public const string Batcher = "global::Rote.Batching.Batcher";
    public const string WriteBatcher = "global::Rote.Batching.WriteBatcher";
    public const string BatchResult = "global::Rote.BatchResult";
    public const string BatchAnswers = "global::Rote.Generated.BatchAnswers";
    public const string BatchPolicy = "global::Rote.Batching.BatchPolicy";
    public const string WriteBehindBuffer = "global::Rote.Buffering.WriteBehindBuffer";
    public const string WriteBehindPolicy = "global::Rote.Buffering.WriteBehindPolicy";
    public const string WriteBehindFunctions = "global::Rote.Buffering.WriteBehindFunctions";
    public const string Flushable = "global::Rote.IFlushable";
    public const string WriteBehindOwner = "global::Rote.Buffering.IWriteBehindOwner";
    public const string WriteBehindBufferOfAnyType = "global::Rote.Buffering.IWriteBehindBuffer";
    public const string WriteAcknowledgement = "global::Rote.WriteAcknowledgement";
    public const string Aggregate = "global::Rote.Buffering.Aggregate";
    public const string GroupedSampleAggregator = "global::Rote.Buffering.GroupedSampleAggregator";
    public const string AggregationPolicy = "global::Rote.Buffering.AggregationPolicy";
    public const string NonFiniteSamples = "global::Rote.Buffering.NonFiniteSamples";
    public const string ConnectionPool = "global::Rote.Pooling.ConnectionPool";
    public const string LazyStore = "global::Rote.Pooling.LazyStore";
    public const string RentedStreams = "global::Rote.Generated.RentedStreams";
    public const string PagedStreams = "global::Rote.Paging.PagedStreams";
    public const string FanOut = "global::Rote.FanningOut.FanOut";
    public const string FanOutOptions = "global::Rote.FanningOut.FanOutOptions";
    public const string FanOutAnswers = "global::Rote.Generated.FanOutAnswers";
    public const string FanOutRegistry = "global::Rote.Generated.FanOutRegistry";
    public const string ResilientCalls = "global::Rote.Resilience.ResilientCalls";
    public const string ResiliencePolicy = "global::Rote.Resilience.ResiliencePolicy";
    public const string OperationMonitor = "global::Rote.Monitoring.OperationMonitor";
    public const string MonitoredCalls = "global::Rote.Generated.MonitoredCalls";
    public const string FollowedCalls = "global::Rote.Generated.FollowedCalls";
    public const string FollowedStreams = "global::Rote.Generated.FollowedStreams";
    public const string MonitorPolicy = "global::Rote.Monitoring.MonitorPolicy";
    public const string MonitorTag = "global::Rote.Monitoring.MonitorTag";
    public const string RoundTrips = "global::Rote.Monitoring.RoundTrips";
    public const string CountsRoundTrips = "global::Rote.Monitoring.ICountsRoundTrips";
}
