using System.Globalization;

namespace Rote.Tests.Buffering;

/// <summary>
/// A real process is asked to stop while it writes: everything it accepted is stored, dead-lettered or returned.
/// <c>ROTE_SIGTERMS</c>: how often.
/// </summary>
public sealed class SigtermTests(ITestOutputHelper output)
{
    private const int UsualStops = 4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sigterm_AtAnyMoment_LosesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        int stops = Environment.GetEnvironmentVariable("ROTE_SIGTERMS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : UsualStops;
        long began = TimeProvider.System.GetTimestamp();
        int accepted = 0;
        int returned = 0;
        for (int seed = 0; seed < stops; seed++)
        {
            int[] counts = await StopOnceAsync(seed);
            accepted += counts[0];
            returned += counts[1];
        }

        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(began);
        output.WriteLine(FormattableString.Invariant(
            $"{stops} SIGTERMs in {elapsed}: {accepted} accepted, {returned} handed back, difference 0"));
    }

    private static async Task<int[]> StopOnceAsync(int seed)
    {
        string path = Path.Combine(Path.GetTempPath(), $"rote-{Guid.NewGuid():N}");
        try
        {
            using var process = new BufferWriterProcess(path, seed);
            await process.ReadAsync(1 + new Random(seed).Next(3_000), Ct);
            await process.StopAsync(Ct);
            var stored = (await File.ReadAllLinesAsync(path, Ct))
                .Select(line => line.Split(' '))
                .Select(parts => (Writer: int.Parse(parts[0], CultureInfo.InvariantCulture),
                    Number: int.Parse(parts[1], CultureInfo.InvariantCulture)))
                .ToList();
            Check(process, stored, seed);
            return [process.Counts.Sum(counts => counts[0]), process.Counts.Sum(counts => counts[2] + counts[3])];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Check(BufferWriterProcess process, List<(int Writer, int Number)> stored, int seed)
    {
        string message = string.Create(CultureInfo.InvariantCulture, $"seed {seed}");
        (int, int)[] ended = [.. process.Of("done"), .. process.Of("failed"), .. process.Of("uncertain")];
        (int, int)[] certain = [.. process.Of("letter"), .. process.Of("returned")];
        (int, int)[] perhaps = [.. process.Of("letter?"), .. process.Of("returned?")];

        // Nobody waits for ever, and the counts add up.
        Assert.Equal(process.Of("begin").Order(), ended.Order());
        Assert.All(process.Counts, counts => Assert.True(
            counts[0] == counts[1] + counts[2] + counts[3] && counts[4] == 0, message));

        // Nothing is stored twice or handed back twice, nor both where that is certain.
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Equal(certain.Length + perhaps.Length, certain.Concat(perhaps).Distinct().Count());
        Assert.Empty(stored.Intersect(certain));

        // Whoever was told that it is done is right, and what was acknowledged at enqueue is somewhere.
        HashSet<(int Writer, int)> known = [.. stored, .. certain, .. perhaps];
        Assert.DoesNotContain(process.Of("done"), write => !known.Contains(write));
        Assert.Empty(process.Of("done").Where(write => write.Writer % 2 == 0).Except(stored));
        int delivered = process.Counts.Sum(counts => counts[1]);
        Assert.InRange(stored.Count, delivered, delivered + perhaps.Length + process.Of("uncertain").Count);

        // In the order of each writer.
        Assert.All(stored.GroupBy(write => write.Writer), group => Assert.Equal(
            group.Select(write => write.Number).Order(), group.Select(write => write.Number)));
    }
}
