using Rote.Caching;
using static Rote.Tests.Caching.Disk.DiskFixture;

namespace Rote.Tests.Caching.Disk;

/// <summary>
/// Damage anywhere in the file costs values, never makes wrong ones, and never brings back what was replaced or removed.
/// </summary>
public sealed class DiskDamageTests
{
    private static readonly string[] Keys = ["replaced", "removed", "b", "c", "last removed", "e"];

    private static readonly Dictionary<string, string> Current = new()
    {
        ["replaced"] = "new",
        ["b"] = "value of b",
        ["c"] = "value of c, which is a little longer than the others",
        ["e"] = "",
    };

    [Fact]
    public async Task Open_AnySingleBitFlipped_GivesCurrentValuesOrMisses()
    {
        byte[] image = await ImageAsync();
        int hits = 0;
        for (int bit = 0; bit < image.Length * 8; bit++)
        {
            byte[] damaged = [.. image];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            int survivors = await CheckAsync(damaged, $"bit {bit % 8} of byte {bit / 8}");

            // Behind the header, a flip costs the one key whose record it hits.
            Assert.True(bit < FileHeader.Bytes * 8 || survivors >= Current.Count - 1, $"byte {bit / 8}: {survivors} values left");
            hits += survivors;
        }

        Assert.True(hits > image.Length * 8 * (Current.Count - 1));
    }

    [Fact]
    public async Task Open_AnyByteOfTheFileZeroedOrRaised_GivesCurrentValuesOrMisses()
    {
        byte[] image = await ImageAsync();
        foreach (byte fill in (byte[])[0x00, 0xFF, 0x52])
        {
            for (int i = 0; i < image.Length; i++)
            {
                byte[] damaged = [.. image];
                damaged[i] = fill;
                await CheckAsync(damaged, $"byte {i} = {fill}");
            }
        }
    }

    [Fact]
    public async Task Open_AnyBlockLost_GivesCurrentValuesOrMisses()
    {
        byte[] image = await ImageAsync();
        var random = new Random(1);
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = [.. image];
            int from = random.Next(image.Length);
            Span<byte> block = damaged.AsSpan(from, random.Next(1, image.Length - from + 1));
            if (random.Next(2) == 0)
            {
                block.Clear();
            }
            else
            {
                random.NextBytes(block);
            }

            await CheckAsync(damaged, $"run {i}: {block.Length} bytes from {from}");
        }
    }

    [Fact]
    public async Task Open_CutAtAnyLength_GivesCurrentValuesOrMisses()
    {
        // All of it was durable: what is missing may have been a removal.
        byte[] image = await ImageAsync();
        for (int length = 0; length < image.Length; length++)
        {
            int survivors = await CheckAsync(image[..length], $"length {length}");
            Assert.Equal(0, survivors);
        }
    }

    [Fact]
    public async Task Open_TornTailThatWasNeverConfirmed_KeepsEverythingBefore()
    {
        var disk = new DiskFixture();
        DiskCacheLevel level = disk.Open();
        await SetAsync(level, "a", "1");
        int before = disk.Image.Length;
        await SetAsync(level, "b", "2");
        byte[] image = disk.Image;
        for (int length = before; length < image.Length; length++)
        {
            var torn = new DiskFixture { Image = image[..length] };
            await using DiskCacheLevel reopened = torn.Open();
            Assert.Equal("1", await GetAsync(reopened, "a"));
            Assert.Null(await GetAsync(reopened, "b"));
            Assert.Equal(before, torn.Image.Length);
            Assert.Equal(length == before ? 0 : 1, reopened.Statistics.DamagedRegions);
        }
    }

    [Fact]
    public async Task Open_HeaderOfOneRecordDamaged_ForgetsThatKeyAlone()
    {
        (DiskFixture disk, long[] positions) = await ThreeAsync();
        byte[] image = disk.Image;
        image[positions[1] + 30] ^= 1;
        disk.Image = image;
        await using DiskCacheLevel level = disk.Open();
        Assert.Equal("1", await GetAsync(level, "a"));
        Assert.Null(await GetAsync(level, "b"));
        Assert.Equal("3", await GetAsync(level, "c"));
        Assert.Equal(1, level.Statistics.DamagedRegions);
    }

    [Fact]
    public async Task Open_WholeRecordLost_ForgetsWhatIsOlder()
    {
        (DiskFixture disk, long[] positions) = await ThreeAsync();
        byte[] image = disk.Image;
        image.AsSpan((int)positions[1], (int)(positions[2] - positions[1])).Clear();
        disk.Image = image;
        await using DiskCacheLevel level = disk.Open();
        Assert.Null(await GetAsync(level, "a"));
        Assert.Equal("3", await GetAsync(level, "c"));
    }

    [Fact]
    public async Task Remove_OfWhatABadReadHid_HoldsWhenTheNextReadIsGood()
    {
        (DiskFixture disk, long[] positions) = await ThreeAsync();
        byte[] image = disk.Image;
        Range second = (int)positions[1]..(int)positions[2];
        byte[] whole = image[second];
        image.AsSpan(second).Clear();
        disk.Image = image;
        await using (DiskCacheLevel level = disk.Open())
        {
            // The first removal of a level always writes.
            await RemoveAsync(level, "another");
            Assert.Null(await GetAsync(level, "a"));
            await RemoveAsync(level, "a");
        }

        image = disk.Image;
        whole.CopyTo(image, second.Start.Value);
        disk.Image = image;
        await using DiskCacheLevel again = disk.Open();
        Assert.Equal("2", await GetAsync(again, "b"));
        Assert.Null(await GetAsync(again, "a"));
    }

    [Fact]
    public async Task Open_ValueThatLooksLikeRecords_IsNotTakenForThem()
    {
        // Whoever chooses values stores a copy of the file, and then the header of that value's record is damaged.
        (DiskFixture disk, _) = await ThreeAsync();
        await using (DiskCacheLevel level = disk.Open())
        {
            await RemoveAsync(level, "a");
            byte[] copy = [.. Enumerable.Repeat(disk.Image[FileHeader.Bytes..], 8).SelectMany(bytes => bytes)];
            await level.SetAsync("attack", copy, Hour, CancellationToken.None);
            await SetAsync(level, "after", "4");
        }

        byte[] image = disk.Image;
        int attack = Array.FindIndex(Enumerable.Range(0, image.Length).ToArray(), i => IsRecordOf(image, i, "attack"));
        image.AsSpan(attack, RecordFormat.HeaderBytes).Clear();
        disk.Image = image;
        await using DiskCacheLevel again = disk.Open();
        Assert.Null(await GetAsync(again, "a"));
        Assert.Null(await GetAsync(again, "attack"));
        Assert.Equal("2", await GetAsync(again, "b"));
        Assert.Equal("4", await GetAsync(again, "after"));
    }

    [Fact]
    public async Task Open_HostileLengths_AllocateInProportionToTheFile()
    {
        foreach ((int keyBytes, int valueBytes) in ((int, int)[])
            [(int.MaxValue, int.MaxValue), (-1, 5), (0, int.MaxValue), (int.MinValue, int.MinValue), (8, -8), (0, 1 << 28)])
        {
            (DiskFixture disk, long[] positions) = await ThreeAsync();
            byte[] image = disk.Image;
            Assert.NotNull(FileHeader.TryRead(image, out FileHeaderContent header));
            ForgeLengths(image.AsSpan((int)positions[1]), positions[1], header.Identity, keyBytes, valueBytes);
            disk.Image = image;
            long before = GC.GetAllocatedBytesForCurrentThread();
            ScanResult scan = RecordScanner.Scan(disk.Files.Open(DiskFixture.Path)!, header);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(2, scan.Index.Count);
            Assert.True(allocated < (4 * image.Length) + 2048, $"{allocated} bytes for a file of {image.Length}");
        }
    }

    [Fact]
    public async Task Marks_EachFlush_LeavesTheOneBeforeItWhole()
    {
        var disk = new DiskFixture();
        DiskCacheLevel level = disk.Open();
        long before = FileHeader.Bytes;
        for (int i = 0; i < 6; i++)
        {
            await SetAsync(level, "a", $"{i}");
            await RemoveAsync(level, "a");
            byte[] image = [.. disk.Image];
            Assert.NotNull(FileHeader.TryRead(image, out FileHeaderContent header));
            Assert.Equal(image.Length, header.DurableBytes);

            // A torn mark: the one that was written last is gone.
            image.AsSpan((int)FileHeader.MarkPosition(header.NextMark + 1), FileHeader.MarkBytes).Clear();
            Assert.NotNull(FileHeader.TryRead(image, out FileHeaderContent torn));
            Assert.Equal(before, torn.DurableBytes);
            before = header.DurableBytes;
            if (i is 2 or 3)
            {
                disk.Files.Restart();
                level = disk.Open();
            }
        }
    }

    [Fact]
    public async Task Open_FileOfSomebodyElse_IsLeftAlone()
    {
        var disk = new DiskFixture { Image = "My thesis. All of it."u8.ToArray() };
        await using DiskCacheLevel level = disk.Open();
        var exception = await Assert.ThrowsAsync<DiskCacheException>(() => GetAsync(level, "a"));
        Assert.Equal(DiskCacheFailure.NotACache, exception.Failure);
        Assert.Equal("My thesis. All of it."u8, disk.Image);
    }

    [Fact]
    public async Task Open_FileOfALaterVersion_IsLeftAlone()
    {
        byte[] image = await ImageAsync();
        image[8] = 2;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(
            image.AsSpan(36), ~Crc32C.Append(Crc32C.Start, image.AsSpan(0, 36)));
        var disk = new DiskFixture { Image = image };
        await using DiskCacheLevel level = disk.Open();
        var exception = await Assert.ThrowsAsync<DiskCacheException>(() => SetAsync(level, "a", "1").AsTask());
        Assert.Equal(DiskCacheFailure.UnknownVersion, exception.Failure);
        Assert.Contains("format 2", exception.Message, StringComparison.Ordinal);
        Assert.Equal(image, disk.Image);
    }

    [Fact]
    public async Task Get_RecordDamagedWhileOpen_IsAMissAndCounted()
    {
        var disk = new DiskFixture();
        await using DiskCacheLevel level = disk.Open();
        await SetAsync(level, "a", "1");
        disk.Image[^24] ^= 1;
        Assert.Null(await GetAsync(level, "a"));
        Assert.Equal(1, level.Statistics.DamagedReads);
        await SetAsync(level, "a", "2");
        Assert.Equal("2", await GetAsync(level, "a"));
    }

    private static async Task<byte[]> ImageAsync()
    {
        var disk = new DiskFixture();
        await using (DiskCacheLevel level = disk.Open())
        {
            await SetAsync(level, "replaced", "old");
            await SetAsync(level, "removed", "gone");
            await SetAsync(level, "b", Current["b"]);
            await RemoveAsync(level, "removed");
            await SetAsync(level, "replaced", "new");
            await SetAsync(level, "last removed", "gone too");
            await SetAsync(level, "c", Current["c"]);
            await SetAsync(level, "e", "");
            await RemoveAsync(level, "last removed");
        }

        return disk.Image;
    }

    private static async Task<(DiskFixture Disk, long[] Positions)> ThreeAsync()
    {
        var disk = new DiskFixture();
        var positions = new List<long>();
        await using DiskCacheLevel level = disk.Open();
        foreach (string key in (string[])["a", "b", "c"])
        {
            Assert.Null(await GetAsync(level, key));
            positions.Add(level.Statistics.FileBytes);
            await SetAsync(level, key, $"{positions.Count}");
        }

        return (disk, [.. positions]);
    }

    /// <summary>Opens an image twice, with a write in between; returns how many values are left.</summary>
    private static async Task<int> CheckAsync(byte[] image, string what)
    {
        var disk = new DiskFixture { Image = image };
        int survivors = 0;
        for (int round = 0; round < 2; round++)
        {
            await using DiskCacheLevel level = disk.Open();
            survivors = 0;
            foreach (string key in Keys)
            {
                if (await GetOrFailAsync(level, key) is { } value)
                {
                    Assert.True(Current.TryGetValue(key, out string? current) && current == value, $"{what}: {key} is '{value}'");
                    survivors++;
                }
            }

            if (level.Statistics.FileBytes > 0)
            {
                await SetAsync(level, "another", "value");
            }
        }

        return survivors;
    }

    private static async Task<string?> GetOrFailAsync(DiskCacheLevel level, string key)
    {
        try
        {
            return await GetAsync(level, key);
        }
        catch (DiskCacheException exception)
        {
            // Damage of the first bytes makes it a file of somebody else. To the caller, this is a miss.
            Assert.Equal(DiskCacheFailure.NotACache, exception.Failure);
            return null;
        }
    }

    private static bool IsRecordOf(byte[] image, int position, string key)
    {
        ReadOnlySpan<byte> text = RecordFormat.BytesOf(key);
        return position + RecordFormat.HeaderBytes + text.Length < image.Length
            && image.AsSpan(position).StartsWith("ROTR"u8)
            && image.AsSpan(position + RecordFormat.HeaderBytes).StartsWith(text);
    }

    /// <summary>Gives a record other lengths and a checksum that agrees with them.</summary>
    private static void ForgeLengths(Span<byte> record, long position, FileIdentity identity, int keyBytes, int valueBytes)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(record[12..], keyBytes);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(record[16..], valueBytes);
        uint checksum = RecordFormat.BodyEnd(Crc32C.Append(~identity.Seed, record[8..RecordFormat.HeaderBytes]), position);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(record[4..], checksum);
    }
}
