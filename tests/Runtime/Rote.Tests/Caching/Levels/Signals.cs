namespace Rote.Tests.Caching.Levels;

/// <summary>Waits for what another thread is about to do.</summary>
internal static class Signals
{
    /// <summary>Yields until it holds. Only a failure takes long.</summary>
    public static async Task Until(Func<bool> holds)
    {
        for (int i = 0; i < 1_000_000; i++)
        {
            if (holds())
            {
                return;
            }

            await Task.Yield();
        }

        Assert.Fail("It did not come to hold.");
    }
}
