namespace Rote.Schedules.Caching;

/// <summary>
/// The store behind the region, what was written and invalidated, and the rules that every call and load is held to. Not
/// thread-safe: one actor runs at a time, and nothing here is a step.
/// </summary>
internal sealed class StoreModel(Traits traits)
{
    private const int KeysAtMost = 10;

    private readonly long[] _version = new long[traits.Keys];
    private readonly long[] _floor = new long[traits.Keys];
    private readonly int[] _begun = new int[traits.Keys];
    private readonly int[] _ended = new int[traits.Keys];
    private readonly int[] _asynchronousBegun = new int[traits.Keys];
    private readonly int[] _asynchronousEnded = new int[traits.Keys];
    private readonly LoadRecord?[] _last = new LoadRecord?[traits.Keys];
    private readonly List<(LoadRecord Earlier, LoadRecord Later, int Key)> _doubled = [];
    private int _clockMovesBegun;
    private int _clockMovesEnded;
    private int _failuresSeen;
    private int _numbers;

    public List<CallRecord> Calls { get; } = [];

    /// <summary>The first rule that was broken.</summary>
    public string? Violation { get; private set; }

    public void Violate(string what) => Violation ??= what;

    public CallRecord BeginCall(string kind, int[] asked, int depth, CancellationTokenSource? caller, CancellationToken token)
        => BeginCall(kind, asked, depth, caller, isSynchronous: false, token);

    public CallRecord BeginSynchronousCall(string kind, int key)
        => BeginCall(kind, [key], depth: 0, caller: null, isSynchronous: true, CancellationToken.None);

    private CallRecord BeginCall(
        string kind, int[] asked, int depth, CancellationTokenSource? caller, bool isSynchronous, CancellationToken token)
    {
        var call = new CallRecord
        {
            Number = ++_numbers,
            Kind = kind,
            Keys = asked,
            Caller = caller,
            Token = token,
            CancelledAtBegin = token.IsCancellationRequested,
            Floor = [.. _floor],
            Invalidated = [.. _ended],
            IsSynchronous = isSynchronous,
            AsynchronousEnded = [.. _asynchronousEnded],
            FailuresSeen = _failuresSeen,
            ClockMoves = _clockMovesEnded,
            Depth = depth,
        };
        Calls.Add(call);
        Count(call, _asynchronousBegun);
        return call;
    }

    /// <summary>Writes to the store. The write counts as invalidated when <see cref="EndInvalidation"/> says so.</summary>
    public long[] BeginInvalidation(IEnumerable<int> written)
    {
        foreach (int key in written)
        {
            _version[key]++;
            _begun[key]++;
        }

        return [.. _version];
    }

    public void EndInvalidation(IEnumerable<int> written, long[] versions)
    {
        foreach (int key in written)
        {
            _floor[key] = Math.Max(_floor[key], versions[key]);
            _ended[key]++;
        }
    }

    public void BeginClockMove() => _clockMovesBegun++;

    public void EndClockMove() => _clockMovesEnded++;

    /// <summary>What the store holds for a key now: the version and the key in one number.</summary>
    public long Read(int key) => (_version[key] * KeysAtMost) + key;

    /// <summary>
    /// A load begins. One that follows another load of its key needs a reason: an invalidation or a move of the clock since the
    /// first of their calls began (a bulk load starts after its keys' generations were read), a failure, or that the other is
    /// abandoned: its starter leaves, or its token shows it at the end.
    /// </summary>
    public LoadRecord BeginLoad(CallRecord call, int[] asked, CancellationToken token)
    {
        var load = new LoadRecord { Number = ++_numbers, Keys = asked, Call = call, Token = token };
        foreach (int key in asked)
        {
            if (!call.Keys.Contains(key))
            {
                Violate($"{load} asks for key {key}, which its call did not.");
            }

            // A synchronous call does not wait for an asynchronous load, and nobody for what it loads beside it.
            bool beside = call.IsSynchronous && _asynchronousBegun[key] != call.AsynchronousEnded[key];
            LoadRecord? earlier = _last[key];
            if (earlier is { Failed: false }
                && !earlier.Call.Token.IsCancellationRequested
                && (!beside || earlier.Call.EndedAt < call.Number)
                && _begun[key] == Math.Min(earlier.Call.Invalidated[key], call.Invalidated[key])
                && _clockMovesBegun == Math.Min(earlier.Call.ClockMoves, call.ClockMoves))
            {
                _doubled.Add((earlier, load, key));
            }

            if (!beside)
            {
                _last[key] = load;
            }
        }

        return load;
    }

    public static StoreException Fail(LoadRecord load)
    {
        load.Failed = true;
        return new StoreException(load);
    }

    /// <summary>A call got a value. A hit, which comes without a load, does not look at the caller's token.</summary>
    public void CheckValue(CallRecord call, int key, long value, bool hit)
    {
        End(call);
        if (value % KeysAtMost != key)
        {
            Violate($"{call} got the value of key {value % KeysAtMost} for key {key}.");
        }
        else if (value / KeysAtMost < call.Floor[key])
        {
            Violate($"{call} got version {value / KeysAtMost} of key {key}, older than the invalidated {call.Floor[key]}.");
        }
        else if (call.CancelledAtBegin && !hit)
        {
            Violate($"{call} was cancelled before it began and got a value.");
        }
    }

    public void CheckError(CallRecord call, Exception error)
    {
        End(call);
        switch (error)
        {
            case OperationCanceledException left:
                if (!call.Token.IsCancellationRequested || left.CancellationToken != call.Token)
                {
                    Violate($"{call} is cancelled though its caller did not leave: {left}");
                }

                // Its load may go on for others.
                call.EndedAt = int.MaxValue;

                break;
            case StoreException failure when !call.CancelledAtBegin:
                CheckFailure(call, failure.Load);
                break;
            case TimeoutException when traits.TimesOut && _clockMovesBegun > 0 && !call.CancelledAtBegin:
                break;
            default:
                Violate($"{call} got what is not its load's: {error}");
                break;
        }
    }

    /// <summary>A call has come to its end, whatever it is.</summary>
    public void End(CallRecord call)
    {
        if (!call.Ended)
        {
            call.Ended = true;
            call.EndedAt = ++_numbers;
            Count(call, _asynchronousEnded);
        }
    }

    /// <summary>What can only be said when everything has come to its end.</summary>
    public void CheckEnd()
    {
        foreach (CallRecord call in Calls.Where(call => !call.Ended))
        {
            Violate($"{call} waits for ever.");
        }

        foreach ((LoadRecord earlier, LoadRecord later, int key) in _doubled)
        {
            if (!earlier.Token.IsCancellationRequested)
            {
                Violate($"{later} though {earlier} gave or would have given key {key}, and nobody had invalidated it.");
            }
        }
    }

    /// <summary>A load that hangs when nothing else happens any more.</summary>
    public void CheckWaitedFor(LoadRecord load)
    {
        if (!Calls.Exists(call => !call.Ended && call.Keys.Intersect(load.Keys).Any()))
        {
            CheckCancelled(load);
        }
    }

    /// <summary>A load that nobody waits for.</summary>
    public void CheckCancelled(LoadRecord load)
    {
        if (!load.Token.IsCancellationRequested)
        {
            Violate($"{load} is abandoned and not cancelled.");
        }
    }

    private static void Count(CallRecord call, int[] counts)
    {
        if (!call.IsSynchronous)
        {
            foreach (int key in call.Keys.Distinct())
            {
                counts[key]++;
            }
        }
    }

    /// <summary>
    /// A failure belongs to a load of a key of the call. Who began after a caller of the same key had got it must load anew: by
    /// then its flight is gone.
    /// </summary>
    private void CheckFailure(CallRecord call, LoadRecord load)
    {
        var common = call.Keys.Intersect(load.Keys).ToList();
        if (common.Count == 0)
        {
            Violate($"{call} got the failure of {load}.");
        }
        else if (common.All(key => load.SeenAt.TryGetValue(key, out int seen) && seen <= call.FailuresSeen))
        {
            Violate($"{call} got the failure of {load}, which was over when it began.");
        }
        else if (call.Keys.Length == 1)
        {
            load.SeenAt.TryAdd(call.Keys[0], ++_failuresSeen);
        }
    }
}
