namespace Rote.Buffering;

/// <summary>
/// Finds the items that make a bulk call fail, by binary search for the shortest prefix that fails (as in group testing,
/// Dorfman 1943, with one culprit at a time). Needs bulk calls that write all of their items or none.
/// </summary>
/// <remarks>
/// <para>
/// Only prefixes of what is left are sent, so that items reach the store in their order. One culprit among n takes ⌈log2 n⌉
/// calls to find, and one that sends what comes after it.
/// </para>
/// <para>
/// A store that is down fails every call. Two rounds without a success are taken for that, and so are more culprits than
/// <see cref="MostCulprits"/>: what is left then fails as a whole. So an outage costs 2(⌈log2 n⌉ + 1) calls at most.
/// </para>
/// </remarks>
/// <param name="count">Items.</param>
/// <param name="send">Sends those from an index to below another.</param>
/// <param name="deliver">Hears which were sent.</param>
internal sealed class PoisonIsolation(int count, Func<int, int, Task<CommitFailure?>> send, Action<int, int> deliver)
{
    /// <summary>Culprits of one commit at most.</summary>
    public const int MostCulprits = 16;

    private const int MostBarrenRounds = 2;

    /// <summary>The items found, in their order, with the failure of the smallest call that they made fail.</summary>
    public List<(int Index, CommitFailure Failure)> Culprits { get; } = [];

    /// <summary>Everything from this index on failed as a whole.</summary>
    public int Low { get; private set; }

    /// <summary>The last failure.</summary>
    public CommitFailure? Failure { get; private set; }

    /// <summary>Whether any call succeeded: only then is it known that the culprits are to blame, and not the store.</summary>
    public bool AnySucceeded { get; private set; }

    /// <summary>Searches, and sends everything that can be sent.</summary>
    /// <param name="whole">The failure of all items together.</param>
    public async Task RunAsync(CommitFailure whole)
    {
        Failure = whole;
        int barrenRounds = 0;
        while (Failure.CanBePoison && barrenRounds < MostBarrenRounds && Culprits.Count < MostCulprits)
        {
            int before = Low;
            await NarrowAsync().ConfigureAwait(false);
            if (!Failure.CanBePoison)
            {
                return;
            }

            barrenRounds = Low > before ? 0 : barrenRounds + 1;
            Culprits.Add((Low, Failure));
            Low++;
            if (Low == count || await SendAsync(Low, count).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <summary>Moves <see cref="Low"/> to the first item that makes a call fail.</summary>
    private async Task NarrowAsync()
    {
        int high = count;
        while (high - Low > 1)
        {
            int middle = Low + ((high - Low) / 2);
            if (!await SendAsync(Low, middle).ConfigureAwait(false))
            {
                if (!Failure!.CanBePoison)
                {
                    return;
                }

                high = middle;
            }
        }
    }

    private async Task<bool> SendAsync(int from, int to)
    {
        if (await send(from, to).ConfigureAwait(false) is { } failure)
        {
            Failure = failure;
            return false;
        }

        AnySucceeded = true;
        deliver(from, to);
        Low = to;
        return true;
    }
}
