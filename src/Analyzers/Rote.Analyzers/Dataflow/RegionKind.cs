namespace Rote.Analyzers.Dataflow;

/// <summary>What repeats a region.</summary>
internal enum RegionKind
{
    /// <summary><c>foreach</c>, asynchronous or not.</summary>
    ForEach,

    /// <summary><c>for</c>.</summary>
    For,

    /// <summary><c>while</c> and <c>do</c>.</summary>
    While,

    /// <summary>A lambda that a known method invokes once per element.</summary>
    Lambda,
}
