namespace Rote.Tests.Caching.Disk;

/// <summary>
/// Random schedules against a model, with death at every change of the disk. Each seed replays. After a crash, a key has a
/// value that was
/// set and not removed before it, or none; after a kill without rewrites, it has exactly the last one.
/// </summary>
public sealed class DiskScheduleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Schedule_RandomWorkAndCrashes_KeepsThePromises(int firstSeed)
    {
        int crashes = 0;
        for (int i = 0; i < 400; i++)
        {
            crashes += await new DiskSchedule((firstSeed * 100_000) + i).RunAsync();
        }

        Assert.True(crashes > 400, $"{crashes} crashes");
    }

    [Fact]
    public async Task Workload_KilledAtEveryByteOfEveryChange_KeepsThePromises()
    {
        int changes = await DiskWorkload.CountChangesAsync();
        int images = 0;
        for (int change = 0; change < changes; change++)
        {
            int bytes = 0;
            while (await DiskWorkload.KillAsync(change, bytes))
            {
                images++;
                bytes++;
            }
        }

        Assert.True(images > 1500, $"{images} images");
    }

    [Fact]
    public async Task Workload_PowerLostAtEveryChange_KeepsThePromises()
    {
        int changes = await DiskWorkload.CountChangesAsync();
        for (int change = 0; change < changes; change++)
        {
            for (int seed = 0; seed < 200; seed++)
            {
                await DiskWorkload.LosePowerAsync(change, seed);
            }
        }

        Assert.True(changes > 20, $"{changes} changes");
    }

    [Fact]
    public async Task Workload_AnErrorAtEveryChange_FailsTypedAndKeepsThePromises()
    {
        int changes = await DiskWorkload.CountChangesAsync();
        foreach (bool isForEver in (bool[])[false, true])
        {
            for (int change = 0; change < changes; change++)
            {
                await DiskWorkload.FailAsync(change, isForEver);
            }
        }
    }
}
