using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Rote.Generators.Fuzz.Tests.Running;
using Rote.Generators.Fuzz.Tests.Specs;

namespace Rote.Generators.Fuzz.Tests;

/// <summary>
/// Random interfaces, sense and nonsense: the generator does not throw, what it writes compiles without a warning, and the
/// decorator does what its inner store does, but for what its aspects promise.
/// </summary>
/// <remarks>
/// <c>ROTE_FUZZ_SEED</c> sets the seed, <c>ROTE_FUZZ_BATCHES</c> the number of batches. A failure prints the smallest interface
/// found that still fails, and the three numbers that <c>ROTE_FUZZ_REPLAY</c> repeats its batch by, with commas between them.
/// </remarks>
internal static class FuzzProperty
{
    private const int FamiliesOfABatch = 50;
    private const int UsualBatches = 9;
    private const ulong UsualSeed = 20_261_121;

    /// <summary>Checks batches of random interfaces.</summary>
    /// <param name="gamma">The odd number that tells one sequence of a seed from another.</param>
    /// <param name="least">How many decorators the usual number of batches has at least.</param>
    /// <param name="output">Where the numbers are written.</param>
    public static void Check(ulong gamma, int least, ITestOutputHelper output)
    {
        var batches = (int)Setting("ROTE_FUZZ_BATCHES", UsualBatches);
        var tally = new Tally(0, 0, 0, 0, 0);
        var property = Prop.ForAll(
            Arb.From(InterfaceGen.Batch(FamiliesOfABatch), batch => batch.Shrink()),
            async batch =>
            {
                var result = await FuzzRun.RunAsync(batch);
                tally = batch.Families.Count == FamiliesOfABatch ? tally + result : tally;
            });

        var usual = Config.QuickThrowOnFailure.WithMaxTest(batches).WithQuietOnSuccess(true);
        if (Replay() is [var seed, var odd, var size])
        {
            property.Check(usual.WithMaxTest(1).WithReplay(seed, odd, (int)size));
            return;
        }

        property.Check(usual.WithReplay(Setting("ROTE_FUZZ_SEED", UsualSeed), gamma));
        output.WriteLine($"{tally}");
        Assert.True(batches < UsualBatches || tally.Decorators >= least, $"{tally}");
        Assert.True(tally.Dropped * 4 < tally.Families, $"{tally}");
        Assert.True(tally.Played * 100 > tally.Decorators * 98, $"{tally}");
    }

    private static ulong[] Replay()
        => [.. (Environment.GetEnvironmentVariable("ROTE_FUZZ_REPLAY") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(number => ulong.Parse(number, CultureInfo.InvariantCulture))];

    private static ulong Setting(string name, ulong usual)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture)
            : usual;
}
