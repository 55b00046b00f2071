using Rote.Batching;

namespace Rote.Tests.Batching;

/// <summary>Arrays that are used again.</summary>
public sealed class SpareArraysTests
{
    private readonly SpareArrays<string?> _spare = new(100);

    [Theory]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 100)]
    [InlineData(100, 100)]
    public void Rent_AfterReturn_GivesTheSameEmptied(int asked, int length)
    {
        string?[] first = _spare.Rent(asked);
        Assert.Equal(length, first.Length);
        first[0] = "a";
        first[asked - 1] = "b";

        _spare.Return(first, asked);
        string?[] second = _spare.Rent(asked);

        Assert.Same(first, second);
        Assert.All(second, Assert.Null);
        Assert.NotSame(first, _spare.Rent(asked));
    }

    [Fact]
    public void Rent_MoreThanAFullBatch_IsNotKept()
    {
        string?[] array = _spare.Rent(101);
        Assert.Equal(101, array.Length);
        _spare.Return(array, 101);
        Assert.NotSame(array, _spare.Rent(101));
    }

    [Fact]
    public void Grow_Array_KeepsItsElementsAndGivesTheShorterBack()
    {
        string?[] array = _spare.Grow([]);
        for (int i = 0; i < 1_000; i++)
        {
            if (i == array.Length)
            {
                array = _spare.Grow(array);
            }

            array[i] = $"{i}";
        }

        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => $"{i}"), array.Take(1_000));
        Assert.All(_spare.Rent(8), Assert.Null);
        Assert.All(_spare.Rent(100), Assert.Null);
    }

    [Fact]
    public void Return_ManyArrays_KeepsABoundedNumber()
    {
        string?[][] many = [.. Enumerable.Range(0, 100).Select(_ => _spare.Rent(100))];
        foreach (string?[] array in many)
        {
            _spare.Return(array, 100);
        }

        int again = Enumerable.Range(0, 100).Select(_ => _spare.Rent(100)).Count(many.Contains);

        Assert.Equal(32, again);
    }
}
