using System.Buffers;
using Rote.Caching;

namespace Rote.Tests.Caching.Levels;

/// <summary>A buffer that a failed call may still have does not go back to the pool, to become somebody else's.</summary>
public sealed class LevelBufferTests
{
    private readonly KeepingCache _cache = new();

    [Fact]
    public async Task WriteAsync_ClientGivesUp_MayStillReadTheValue()
    {
        using var process = new LevelFixture(new DistributedCacheLevel(_cache));
        LevelRead<string?> read = await process.Read("a1");
        _cache.Fails = true;
        await process.Write(read, "value");

        byte[] then = _cache.Read.ToArray();
        UseThePool();
        Assert.Equal(then, _cache.Read.ToArray());
    }

    [Fact]
    public async Task ReadAsync_ClientGivesUp_MayStillWriteTheAnswer()
    {
        using var process = new LevelFixture(new DistributedCacheLevel(_cache));
        _cache.Fails = true;
        await process.Read("a1");

        byte[] other = ArrayPool<byte>.Shared.Rent(512);
        other.AsSpan().Fill(1);
        _cache.Written.Span.Fill(2);
        Assert.DoesNotContain((byte)2, other);
        ArrayPool<byte>.Shared.Return(other);
    }

    private static void UseThePool()
    {
        byte[][] rented = [.. Enumerable.Range(0, 64).Select(_ => ArrayPool<byte>.Shared.Rent(512))];
        foreach (byte[] one in rented)
        {
            one.AsSpan().Fill(1);
        }

        foreach (byte[] one in rented)
        {
            ArrayPool<byte>.Shared.Return(one);
        }
    }
}
