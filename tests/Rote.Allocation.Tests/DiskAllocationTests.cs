using Rote.Caching;

namespace Rote.Allocation.Tests;

public sealed class DiskAllocationTests : IAsyncLifetime
{
    // A key of 3 characters, a value of 6,144 bytes, and 64 of the record; 24 bytes of the array itself.
    private const int ValueBytes = 1_536 * sizeof(float);
    private const int ArrayBytes = 24 + 48 + 8 + ValueBytes + 16;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rote-allocation-");
    private readonly DiskCacheLevel _level;

    public DiskAllocationTests()
        => _level = new DiskCacheLevel(new DiskCacheOptions { Path = Path.Combine(_folder.FullName, "cache.rote") });

    [Fact]
    public void Get_Hit_AllocatesTheRecordAlone()
        => Assert.Equal(ArrayBytes, Allocations.OfOne(() => Assert.True(IsHit("key"))));

    [Fact]
    public void Get_Miss_AllocatesNothing()
        => Assert.Equal(0, Allocations.Of(() => Assert.False(IsHit("other"))));

    public async ValueTask InitializeAsync()
        => await _level.SetAsync("key", new byte[ValueBytes], TimeSpan.FromDays(1), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _level.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private bool IsHit(string key)
    {
        ValueTask<ReadOnlyMemory<byte>?> read = _level.GetAsync(key, CancellationToken.None);
        return read.IsCompletedSuccessfully
            ? read.Result is not null
            : throw new InvalidOperationException("A read of an open file completes at once.");
    }
}
