using Rote.Generators.Shared;

namespace Rote.Generators.Tests.SharedSource;

public sealed class EquatableArrayTests
{
    [Fact]
    public void Equals_SameElements_IsEqualWithTheSameHash()
    {
        EquatableArray<string> one = new(["a", "b"]);
        EquatableArray<string> other = new(["a", "b"]);

        Assert.True(one == other);
        Assert.True(one.Equals((object)other));
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b,a")]
    [InlineData("a,b,c")]
    [InlineData("a,B")]
    public void Equals_OtherElementsOrOrder_IsNot(string others)
        => Assert.True(new EquatableArray<string>(["a", "b"]) != others.Split(',').ToEquatableArray());

    [Fact]
    public void Default_Value_IsTheEmptyArray()
    {
        EquatableArray<int> empty = default;

        Assert.Equal(new EquatableArray<int>([]), empty);
        Assert.Equal(empty.GetHashCode(), new EquatableArray<int>([]).GetHashCode());
        Assert.True(empty.IsEmpty);
        Assert.Empty(empty);
    }

    [Fact]
    public void Constructor_SourceChangedLater_KeepsWhatItCopied()
    {
        var source = new List<int> { 1, 2 };
        EquatableArray<int> array = new(source);
        source[0] = 9;

        Assert.Equal([1, 2], array);
        Assert.Equal((2, 1), (array.Count, array[0]));
    }
}
