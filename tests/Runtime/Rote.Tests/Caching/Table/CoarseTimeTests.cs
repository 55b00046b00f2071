using Rote.Caching;

namespace Rote.Tests.Caching.Table;

/// <summary>A hit compares units: they must never say that a deadline is to come which is past.</summary>
public sealed class CoarseTimeTests
{
    [Fact]
    public void Of_TimesAtRandom_UnitsThatDifferAreInTheSameOrder()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            long one = random.NextInt64(1L << random.Next(1, 63));
            long other = Math.Max(0, one + random.Next(-200, 200));
            if (CoarseTime.Of(one) < CoarseTime.Of(other))
            {
                Assert.True(one < other, $"{one} is not before {other}.");
            }
        }
    }

    /// <summary>No deadline is sure in the last unit, which also stands for a time that nobody keeps.</summary>
    [Theory]
    [InlineData(long.MinValue, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(63, 0)]
    [InlineData(64, 1)]
    [InlineData(64L * uint.MaxValue - 1, uint.MaxValue - 1)]
    [InlineData(64L * uint.MaxValue, uint.MaxValue)]
    [InlineData(TickKeeper.Unknown, uint.MaxValue)]
    public void Of_TheEnds_StaysInside(long milliseconds, uint unit) => Assert.Equal(unit, CoarseTime.Of(milliseconds));
}
