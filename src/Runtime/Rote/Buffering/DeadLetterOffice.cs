using Microsoft.Extensions.Logging;

namespace Rote.Buffering;

/// <summary>Offers writes that are given up to the application's dead-letter callback.</summary>
internal sealed class DeadLetterOffice<TPartition, TItem>(
    WriteBehindPolicy policy,
    RoteOptions options,
    Func<TPartition, IReadOnlyList<KeyValuePair<string, object?>>>? arguments,
    ILogger? log)
    where TPartition : struct, IEquatable<TPartition>
{
    /// <summary>Time that the callback may take: disposal waits for it, after its own deadline.</summary>
    internal static readonly TimeSpan HandOverTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The letters of writes.</summary>
    public List<DeadLetter> LettersOf(IEnumerable<FailedWrite<TPartition, TItem>> failed) => [.. failed.Select(LetterOf)];

    /// <summary>Offers writes, all at once.</summary>
    /// <returns>Whether the callback took them.</returns>
    public async Task<bool> TryHandOverAsync(IReadOnlyList<FailedWrite<TPartition, TItem>> failed)
    {
        if (options.DeadLetters is not { } callback)
        {
            return false;
        }

        try
        {
            var call = new DetachedCall(token => callback(LettersOf(failed), token));
            await call.RunAsync(HandOverTimeout, options.TimeProvider).ConfigureAwait(false);
            return true;
        }
        catch (Exception error)
        {
            LogRefusal(failed.Count, error);
            return false;
        }
    }

    private DeadLetter LetterOf(FailedWrite<TPartition, TItem> failed) => new()
    {
        Operation = policy.Operation,
        Arguments = arguments?.Invoke(failed.Write.Partition.Key) ?? [],
        Item = failed.Write.Item,
        Reason = failed.Reason,
        Exception = failed.Error,
        MayBeStored = failed.MayBeStored,
    };

    private void LogRefusal(int count, Exception error)
    {
        try
        {
            if (log is not null)
            {
                BufferLog.DeadLettersRefused(log, policy.Operation, count, error);
            }
        }
        catch (Exception)
        {
            // The application's log fails, too, and there is nowhere else to say so. The writes themselves are handed back.
        }
    }
}
