using Rote.Resilience;

namespace Rote.Allocation.Tests;

/// <summary>What a call through a pipeline costs while nothing fails: strategies and their state are made once.</summary>
public sealed class ResilienceAllocationTests(ITestOutputHelper output)
{
    private static readonly Func<int, CancellationToken, ValueTask<int>> Answers = static (state, _) => new ValueTask<int>(state);

    [Theory]
    [InlineData("timeouts, retries, breaker", 24)]
    [InlineData("limits", 64)]
    [InlineData("hedging", 312)]
    public void Call_ThatSucceedsAtOnce_AllocatesNoMoreThan(string kind, long bytes)
    {
        var options = new RoteOptions();
        options.Resilience["IStore.Get"] = kind switch
        {
            "limits" => new() { MaxConcurrent = 8, CallsPerSecond = int.MaxValue },
            "hedging" => new() { HedgeAfter = TimeSpan.FromHours(1) },
            _ => new(),
        };
        ResilientCalls calls = ResiliencePipelines.Build(
            new ResiliencePolicy { Operation = "IStore.Get", IsReadOnly = true }, options, seed: 1);
        using var caller = new CancellationTokenSource();

        long plain = Allocations.OfMiddle(() => Assert.True(HasAnswered(calls.CallAsync(1, Answers, default))));
        long cancellable = Allocations.OfMiddle(
            () => Assert.True(HasAnswered(calls.CallAsync(1, Answers, caller.Token))));

        output.WriteLine($"{kind}: {plain} B, with a token {cancellable} B");
        Assert.InRange(plain, 0, bytes);
        Assert.InRange(cancellable, 0, bytes);
    }

    private static bool HasAnswered(ValueTask<int> call) => call.IsCompletedSuccessfully;
}
