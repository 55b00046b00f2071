using Rote.Caching;

namespace Rote.Tests.Caching;

/// <summary>What happens when the store answers: where its load goes on, and where its waiters do.</summary>
public sealed class LoadEndTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>
    /// The thread that answers goes straight on with the load, which has no business with what is ambient there.
    /// </summary>
    [Fact]
    public async Task LoadAsync_AmbientValueOfTheThreadThatAnswers_DoesNotReachTheLifetime()
    {
        var ambient = new AsyncLocal<string?>();
        string? seen = "not run";
        using var fixture = new RegionFixture(functions: new CacheFunctions<RegionFixture.Key, string?>
        {
            Lifetime = _ =>
            {
                seen = ambient.Value;
                return TimeSpan.FromMinutes(1);
            },
        });
        var answer = new TaskCompletionSource<string?>();
        Task<string?> call = fixture.Load("a", _ => new ValueTask<string?>(answer.Task), Ct).AsTask();
        ambient.Value = "who answers";
        answer.SetResult("v");

        Assert.Equal("v", await call);
        Assert.Null(seen);
        Assert.Equal("who answers", ambient.Value);
    }

    /// <summary>The first waiter and the others wait in different ways.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public async Task LoadAsync_ManyWaiters_AllGoOnOnOtherThreads(int waiters)
    {
        using var fixture = new RegionFixture();
        var answer = new TaskCompletionSource<string?>();
        bool answering = false;
        int answers = 0;
        async Task<bool> WaitAsync()
        {
            string? value = await fixture.Load("a", _ => new ValueTask<string?>(answer.Task), default);
            return value == "v" && !(Volatile.Read(ref answering) && Environment.CurrentManagedThreadId == answers);
        }

        Task<bool>[] calls = [.. Enumerable.Range(0, waiters).Select(_ => WaitAsync())];
        answers = Environment.CurrentManagedThreadId;
        Volatile.Write(ref answering, true);
        answer.SetResult("v");
        Volatile.Write(ref answering, false);

        Assert.All(await Task.WhenAll(calls), Assert.True);
        Assert.Equal(0, fixture.Region.LoadsInFlight);
    }
}
