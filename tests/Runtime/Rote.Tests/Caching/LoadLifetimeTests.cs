using System.Runtime.CompilerServices;

namespace Rote.Tests.Caching;

/// <summary>What an ended load leaves behind: nothing.</summary>
public sealed class LoadLifetimeTests
{
    [Fact]
    public async Task LoadAsync_WorkLeftBehindByALoad_DoesNotKeepItsValueAlive()
    {
        using var fixture = new RegionFixture(policy => policy with { Lifetime = TimeSpan.FromSeconds(1) });
        (WeakReference value, ExecutionContext? leftBehind) = await LoadAsync(fixture);
        fixture.Region.Invalidate(new RegionFixture.Key("a"));

        for (int i = 0; i < 10 && value.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        Assert.False(value.IsAlive);
        GC.KeepAlive(leftBehind);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference Value, ExecutionContext? LeftBehind)> LoadAsync(RegionFixture fixture)
    {
        ExecutionContext? captured = null;
        string? value = await fixture.Load(
            "a",
            _ =>
            {
                // What a connection pool does that starts its timer in the first call.
                captured = ExecutionContext.Capture();
                return new ValueTask<string?>(new string('v', 100));
            },
            TestContext.Current.CancellationToken);
        return (new WeakReference(value), captured);
    }
}
