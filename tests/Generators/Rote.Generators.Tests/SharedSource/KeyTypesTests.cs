using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Tests.SharedSource;

public sealed class KeyTypesTests
{
    private const string Types = """
        public enum Kind { A }
        public record Point(int X, string Y);
        public record Deep(Point Inner, Deep? Next);
        public record Changing(int X) { public int Y { get; set; } }
        public record Holding(int[] Items);
        public record Equating(int[] Items)
        { public virtual bool Equals(Equating? other) => true; public override int GetHashCode() => 0; }
        public record struct Cell(int X, int Y);
        public readonly record struct Bad(object Value);
        public readonly struct Id : IEquatable<Id> { public bool Equals(Id other) => true; }
        public struct Loose : IEquatable<Loose> { public bool Equals(Loose other) => true; }
        public readonly struct Plain { public int X { get; } }
        public sealed class Fixed : IEquatable<Fixed> { public int X { get; init; } public bool Equals(Fixed? other) => true; }
        public sealed class Mutable : IEquatable<Mutable> { public int X { get; set; } public bool Equals(Mutable? o) => true; }
        public class Fields : IEquatable<Fields> { public int X; public bool Equals(Fields? other) => true; }
        public class Reference { }
        public interface IKey : IEquatable<IKey> { }
        public sealed class Sequence : List<int>, IEquatable<Sequence> { public bool Equals(Sequence? other) => true; }
        """;

    [Theory]
    [InlineData("string")]
    [InlineData("string?")]
    [InlineData("int")]
    [InlineData("int?")]
    [InlineData("nint")]
    [InlineData("bool")]
    [InlineData("double")]
    [InlineData("decimal")]
    [InlineData("char")]
    [InlineData("Guid")]
    [InlineData("DateTime")]
    [InlineData("DateTimeOffset?")]
    [InlineData("DateOnly")]
    [InlineData("TimeOnly")]
    [InlineData("TimeSpan")]
    [InlineData("Uri")]
    [InlineData("Type")]
    [InlineData("Version")]
    [InlineData("Int128")]
    [InlineData("Half")]
    [InlineData("DayOfWeek")]
    [InlineData("Kind")]
    [InlineData("Kind?")]
    [InlineData("(int, string)")]
    [InlineData("(int A, (Guid B, Kind? C) D)?")]
    [InlineData("Point")]
    [InlineData("Deep")]
    [InlineData("Equating")]
    [InlineData("Cell")]
    [InlineData("Id")]
    [InlineData("Fixed")]
    public void IsKeyable_ComparedByValueAndUnchanging_Is(string type) => Assert.True(KeyTypes.IsKeyable(TypeOf(type)));

    [Theory]
    [InlineData("object")]
    [InlineData("dynamic")]
    [InlineData("T")]
    [InlineData("int[]")]
    [InlineData("List<int>")]
    [InlineData("IReadOnlyList<int>")]
    [InlineData("ImmutableArray<int>")]
    [InlineData("ReadOnlyMemory<byte>")]
    [InlineData("ArraySegment<byte>")]
    [InlineData("CancellationToken")]
    [InlineData("CancellationToken?")]
    [InlineData("Func<int>")]
    [InlineData("System.Linq.Expressions.Expression<Func<int>>")]
    [InlineData("(int, object)")]
    [InlineData("Stream")]
    [InlineData("Changing")]
    [InlineData("Holding")]
    [InlineData("Bad")]
    [InlineData("Bad?")]
    [InlineData("Loose")]
    [InlineData("Plain")]
    [InlineData("Mutable")]
    [InlineData("Fields")]
    [InlineData("Reference")]
    [InlineData("IKey")]
    [InlineData("Sequence")]
    [InlineData("KeyValuePair<int, int>")]
    public void IsKeyable_ComparedByReferenceOrChanging_IsNot(string type) => Assert.False(KeyTypes.IsKeyable(TypeOf(type)));

    private static ITypeSymbol TypeOf(string type)
        => SharedCode.TypeOf($"{Types} interface I<T> {{ {type} Value {{ get; }} }}", "I`1")
            .GetMembers().OfType<IPropertySymbol>().Single().Type;
}
