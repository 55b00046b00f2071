namespace Rote.Monitoring;

/// <summary>What one call allocates and how often it asks inner stores, on whatever threads it runs.</summary>
/// <remarks>
/// The runtime tells whenever a thread enters or leaves the call's execution context, and each time what the thread has
/// allocated in between is added. So all code counts that runs in the call's context, also what it has started and not waited
/// for, until the call ends. Work that engines do for several callers at once runs in a context of its own and is not in
/// it, but for a load, which counts for the caller that started it.
/// </remarks>
internal sealed class ProfiledCall
{
    private static readonly AsyncLocal<ProfiledCall?> Running = new(OnChanged);

    [ThreadStatic]
    private static long _enteredAt;

    private readonly RoundTripCounter _counter = new();
    private readonly CallerFlow? _outerFlow;
    private readonly CallerFlow _flow;
    private ProfiledCall? _outer;
    private long _allocated;

    private ProfiledCall()
    {
        RoundTrips.Begin();
        _outer = CutToRunning(Running.Value);
        _outerFlow = CallerFlow.Current;
        _flow = CallerFlow.With(_outerFlow, _counter);
    }

    /// <summary>Calls of inner stores so far.</summary>
    public int InnerCalls => _counter.Count;

    /// <summary>Bytes so far, once nobody runs in it any more.</summary>
    public long AllocatedBytes => Volatile.Read(ref _allocated);

    /// <summary>Begins one, in the running context.</summary>
    public static ProfiledCall Start()
    {
        var call = new ProfiledCall();
        call.Enter();
        return call;
    }

    /// <summary>Goes on with it in the running context.</summary>
    public void Enter()
    {
        CallerFlow.Enter(_flow);
        Running.Value = this;
    }

    /// <summary>Takes it out of the running context, where that is in it.</summary>
    public void Leave()
    {
        if (ReferenceEquals(Running.Value, this))
        {
            Running.Value = _outer;
            CallerFlow.Enter(_outerFlow);
        }
    }

    /// <summary>Ends it, the first time.</summary>
    public void End()
    {
        Leave();
        if (_counter.TryClose())
        {
            RoundTrips.End();
        }
    }

    /// <summary>
    /// The innermost of a call and those around it that is not over. The others are cut out, so that calls which start each other
    /// in turn do not hang on one endless chain.
    /// </summary>
    private static ProfiledCall? CutToRunning(ProfiledCall? call)
    {
        ProfiledCall? innermost = FirstRunning(call);
        for (ProfiledCall? running = innermost; running is not null; running = running._outer)
        {
            running._outer = FirstRunning(running._outer);
        }

        return innermost;
    }

    private static ProfiledCall? FirstRunning(ProfiledCall? call)
    {
        while (call is { _counter.IsClosed: true })
        {
            call = call._outer;
        }

        return call;
    }

    private static void OnChanged(AsyncLocalValueChangedArgs<ProfiledCall?> change)
    {
        long now = GC.GetAllocatedBytesForCurrentThread();
        long bytes = now - _enteredAt;
        for (ProfiledCall? call = change.PreviousValue; call is not null; call = call._outer)
        {
            Interlocked.Add(ref call._allocated, bytes);
        }

        _enteredAt = now;
    }
}
