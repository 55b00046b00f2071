namespace Rote.Caching;

/// <summary>
/// Makes generations that a level does not have. Concurrent loads that need the same one wait for one call, so that they all
/// write under the generation that stays.
/// </summary>
internal sealed class GenerationTable(LevelCaller caller, TimeProvider time, TaskCreationOptions continuations)
{
    /// <summary>
    /// A generation is never renewed, as that could bring one back that was just removed: entries die with it. Days.
    /// </summary>
    private const int LifetimeDays = 365;

    /// <summary>Generations made of late that are remembered at most.</summary>
    private const int MaxRemembered = 1_024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<Generation?>> _making = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Generation Generation, long Moment)> _made = new(StringComparer.Ordinal);
    private long _moment;

    /// <summary>Moves with each generation that is made. Read it before the level is asked.</summary>
    public long Moment => Interlocked.Read(ref _moment);

    /// <summary>Makes a generation; <see langword="null"/>: the level did not take it.</summary>
    /// <param name="key">Where it goes.</param>
    /// <param name="asked">The moment before the level was asked, and had none: one made since then is used again.</param>
    /// <param name="count">Where a failure is counted, if it is this caller's call.</param>
    /// <param name="cancellationToken">Lets this caller leave.</param>
    /// <remarks>
    /// It is complete in the level before a load under it begins. So whoever removes it later, in whatever process, drops what
    /// that load writes.
    /// </remarks>
    public Task<Generation?> MakeAsync(LevelKey key, long asked, LevelCount count, CancellationToken cancellationToken)
    {
        TaskCompletionSource<Generation?> made;
        lock (_gate)
        {
            if (_making.TryGetValue(key.Key, out Task<Generation?>? earlier))
            {
                return earlier.WaitAsync(cancellationToken);
            }

            if (_made.TryGetValue(key.Key, out (Generation Generation, long Moment) recent) && recent.Moment > asked)
            {
                return Task.FromResult<Generation?>(recent.Generation);
            }

            made = new TaskCompletionSource<Generation?>(continuations);
            _making.Add(key.Key, made.Task);
        }

        _ = MakeAsync(key, made, count);
        return made.Task.WaitAsync(cancellationToken);
    }

    private static async ValueTask<bool> SetAsync(
        ICacheLevel level, (string Key, byte[] Value) state, CancellationToken cancellationToken)
    {
        await level.SetAsync(state.Key, state.Value, TimeSpan.FromDays(LifetimeDays), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task MakeAsync(LevelKey key, TaskCompletionSource<Generation?> made, LevelCount count)
    {
        Generation? result = null;
        try
        {
            var generation = Generation.Create();
            DateTimeOffset now = time.GetUtcNow();
            byte[] bytes = LevelEnvelope.WriteGeneration(key.Text, generation, now, now.AddDays(LifetimeDays));

            // Nobody's token: it is made for all who wait, and the caller's time limit bounds it.
            (bool succeeded, _) = await caller.CallAsync(
                "set a generation", (key.Key, bytes), SetAsync, count, CancellationToken.None).ConfigureAwait(false);
            result = succeeded ? generation : null;
        }
        finally
        {
            lock (_gate)
            {
                _making.Remove(key.Key);
                if (result is { } generation)
                {
                    if (_made.Count >= MaxRemembered)
                    {
                        _made.Clear();
                    }

                    _made[key.Key] = (generation, Interlocked.Increment(ref _moment));
                }
            }

            made.TrySetResult(result);
        }
    }
}
