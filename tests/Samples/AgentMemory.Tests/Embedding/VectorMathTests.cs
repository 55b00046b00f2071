using AgentMemory.Embedding;

namespace AgentMemory.Tests.Embedding;

public sealed class VectorMathTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(513)]
    public void Dot_AnyLength_IsTheScalarSum(int length)
    {
        var left = Enumerable.Range(0, length).Select(i => (float)(i % 5)).ToArray();
        var right = Enumerable.Range(0, length).Select(i => (float)((i % 3) - 1)).ToArray();

        Assert.Equal(left.Zip(right, (a, b) => a * b).Sum(), VectorMath.Dot(left, right));
    }

    [Fact]
    public void Dot_DifferentLengths_IsRefused()
        => Assert.Throws<ArgumentException>(() => VectorMath.Dot(new float[3], new float[4]));

    [Fact]
    public void Normalize_ZeroVector_StaysZero()
    {
        var vector = new float[5];
        VectorMath.Normalize(vector);
        Assert.All(vector, value => Assert.Equal(0f, value));
    }
}
