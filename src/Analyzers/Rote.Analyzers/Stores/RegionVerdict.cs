namespace Rote.Analyzers.Stores;

/// <summary>What a region does with a store call.</summary>
internal enum RegionVerdict
{
    /// <summary>Nothing: it runs the call once, or with the same item. An outer region may still repeat it.</summary>
    DoesNotRepeat,

    /// <summary>It repeats the call, one after the other for a reason. Outer regions do not change that.</summary>
    MustStaySequential,

    /// <summary>It repeats the call for elements that are known beforehand.</summary>
    Repeats,
}
