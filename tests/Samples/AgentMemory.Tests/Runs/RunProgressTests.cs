using AgentMemory.Runs;

namespace AgentMemory.Tests.Runs;

public sealed class RunProgressTests
{
    [Fact]
    public void Advance_ThroughTheWholeRun_ReportsNowAndThenAndTheEnd()
    {
        var reports = new List<int>();
        var progress = new RunProgress(300, reports.Add);
        for (var i = 0; i < 300; i++)
        {
            progress.Advance();
        }

        Assert.Equal([128, 256, 300], reports);
    }
}
