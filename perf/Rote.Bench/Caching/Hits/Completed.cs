namespace Rote.Bench.Caching.Hits;

/// <summary>Calls that have their result at once.</summary>
internal static class Completed
{
    /// <summary>The result. No row of a benchmark waits: that would add the harness's own work.</summary>
    /// <exception cref="InvalidOperationException">The call goes on: it was no hit.</exception>
    public static T Result<T>(ValueTask<T> call)
        => call.IsCompletedSuccessfully ? call.Result : throw new InvalidOperationException("The call goes on: that was no hit.");
}
