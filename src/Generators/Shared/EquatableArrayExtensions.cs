namespace Rote.Generators.Shared;

/// <summary>Makes equatable arrays.</summary>
internal static class EquatableArrayExtensions
{
    /// <summary>The elements of a sequence, to be compared by value.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : IEquatable<T>
        => new(items);
}
