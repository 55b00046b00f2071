namespace Rote.Tests.Caching.Levels;

/// <summary>Orders of events that nobody thought of. A failure names its seed, which plays it back.</summary>
public sealed class LevelScheduleTests
{
    private const int Schedules = 2_500;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SecondLevel_RandomSchedules_NeverReadWhatWasInvalidated(bool faults)
    {
        SynchronizationContext? context = SynchronizationContext.Current;

        // Continuations run in place, at their step of the script.
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            int hits = 0;
            for (int seed = 0; seed < Schedules; seed++)
            {
                using var script = new LevelScript(seed, faults);
                script.Run();
                Assert.True(script.Violation is null, $"Seed {seed}: {script.Violation}");
                hits += script.Hits;
            }

            Assert.True(hits > Schedules, $"{hits} hits show nothing.");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
