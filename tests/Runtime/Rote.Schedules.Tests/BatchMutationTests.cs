namespace Rote.Schedules.Tests;

/// <summary>
/// The schedules of batching see what they are there for: each of these mistakes is found by one of 20,000 seeds.
/// </summary>
public sealed class BatchMutationTests(ITestOutputHelper output)
{
    private const int Schedules = 60_000;
    private const string Core = "Batching/BatchCore.cs";
    private const string Closing = "Batching/BatchCore.Closing.cs";
    private const string Leaving = "Batching/BatchCore.Leaving.cs";
    private const string Inbox = "Batching/BatchInbox.cs";
    private const string Queue = "Batching/BatchQueue.cs";
    private const string Flushing = "Batching/BatchCore.Flushing.cs";
    private const string Delivery = "Batching/Batch.Delivery.cs";

    private static readonly Dictionary<string, (string File, string Text, string Replacement)> Mistakes = new()
    {
        ["who rests does not look again"] = (Inbox, "return Volatile.Read(ref _arrived) < wakeAt;", "return true;"),
        ["a caller reads the wish before it is counted"] = (
            Inbox,
            """
                    long arrived = Interlocked.Add(ref _arrived, count);
                    long wakeAt = Volatile.Read(ref _wakeAt);
            """,
            """
                    long wakeAt = Volatile.Read(ref _wakeAt);
                    long arrived = Interlocked.Add(ref _arrived, count);
            """),
        ["calls come out of the inbox backwards"] = (
            Inbox, ": InOrder(Interlocked.Exchange(ref _last, null));", ": Interlocked.Exchange(ref _last, null);"),
        ["what came before the end is forgotten"] = (Closing, "Place(_inbox.Close());", "_inbox.Close();"),
        ["a call is used again though its token holds it"] = (
            "Batching/BatchCall.cs",
            "_isReusable = !Token.CanBeCanceled || _registration.Unregister();",
            "_ = _registration.Unregister(); _isReusable = true;"),
        ["nobody looks after a batch that one caller had"] = (
            Core,
            "hops = !_hopping && (!_queue.IsEmpty || (batch.Waiters > 1 && !_closed));",
            "hops = !_hopping && batch.Waiters > 1;"),
        ["the hop comes after the last caller went on"] = (
            Delivery,
            """
                        if (i == _count - 1 && _hops)
                        {
                            // Before the last continuation, which may block and wait for just this.
                            _owner.QueueHop();
                        }

                        if (TryEnd(call, i))
                        {
                            call.Continue();
                        }
            """,
            """
                        if (TryEnd(call, i))
                        {
                            call.Continue();
                        }

                        if (i == _count - 1 && _hops)
                        {
                            _owner.QueueHop();
                        }
            """),
        ["two threads hand out the same call"] = (
            Delivery,
            "if (calls[i].Call is null || Interlocked.Exchange(ref calls[i].Call, null) is not { } call)",
            "if (calls[i].Call is not { } call || Interlocked.Exchange(ref calls[i].Call, null) is Batch<int, int, int>)"),
        ["an array goes back while somebody looks at it"] = (
            Delivery,
            "if (Interlocked.Decrement(ref _visitors) == 0)",
            "if (Interlocked.Decrement(ref _visitors) >= 0)"),
        ["who comes late looks at an array that went back"] = (
            Delivery, "if (Volatile.Read(ref _handedOut) < _count)", "if (_count > 0)"),
        ["nobody comes after a thread that may block"] = (Delivery, "if (!asked)", "if (!asked && _count > 32)"),
        ["what a blocked thread has not come to is left"] = (Delivery, "HandOutFrom(0, _count, ref asked);", ""),
        ["who left is handed out, too"] = (
            "Batching/BatchCall.cs",
            "else if (!TryDecide(BatchCallState.Ended))",
            "else if (!TryDecide(BatchCallState.Ended) && _isReusable)"),
        ["a call is used again whose caller left"] = (
            "Batching/BatchCall.cs", "_isReusable = false;", ""),
        ["what nobody waits for is sent"] = ("Batching/Batch.cs", "if (_count != Live)", "if (_count < Live)"),
        ["an item that its callers left can still be joined"] = (
            Queue,
            """
                    Forget(call);
                    if (call.RoomNode is not null)
            """,
            """
                    if (call.RoomNode is not null)
            """),
        ["an item that was answered can still be joined"] = (
            Core, "_queue.Forget(batch);", ""),
        ["nobody is let in"] = (
            Queue,
            """
                    Pending -= batch.Live;
                    Admit();
            """,
            """
                    Pending -= batch.Live;
            """),
        ["groups meet"] = (
            Queue, "if (_lastOpened is { } last && last.Group.Equals(call.Group))", "if (_lastOpened is { } last)"),
        ["a flush sends nothing"] = (Flushing, "ready.Queue();", ""),
        ["a flush does not look at what is on its way"] = (Flushing, "ends.Add(batch.WhenOver());", ""),
        ["a flush forgets who waits for room"] = (
            Flushing, "Task flush = room.Length == 0 ? ends :", "Task flush = true ? ends :"),
        ["nobody tells a flush of a batch that all have left"] = (Queue, "batch.TellOver();", ""),
        ["nobody tells a flush of a batch that is back"] = ("Batching/Batch.cs", "TellOver();", ""),
        ["one bulk call too many"] = (
            Leaving,
            "while (_running.Count < _policy.MaxConcurrentBatches && _queue.TryTakeOldest(",
            "while (_running.Count <= _policy.MaxConcurrentBatches && _queue.TryTakeOldest("),
        ["no timer is armed"] = (
            Leaving,
            """
                        if (collects)
                        {
                            ArmTimer();
                        }
            """,
            ""),
        ["one of two leaves with the item"] = (Closing, "if (carrier.Waiters > 0)", "if (carrier.Waiters > 1)"),
        ["what all have left is not cancelled"] = (Core, "cancelled?.Cancel();", ""),
        ["who leaves goes on where it is cancelled"] = (
            Core,
            """
                    ready.Queue();

                    // Elsewhere: whoever cancels does not expect to run the caller.
                    ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false);
            """,
            """
                    ready.Queue();
                    call.Continue();
            """),
        ["a caller goes on inside another's call"] = (
            Delivery, "if (EndsInPlace)", "if (_count == 1)"),
        ["what disposal gives up on is handed out twice"] = (
            Closing, "batch.HandOut(hops: false);", "HandOut(batch, hops: false);"),
        ["a batch looks settled before it is"] = (
            "Batching/Batch.cs", "_answer = answer;", "Volatile.Write(ref _settled, true); _ = IsSettled; _answer = answer;"),
        ["a second disposal waits for what the first gave up on"] = (
            Closing,
            """
                            batch.Settle(default, error);
                        }

                        SignalIfDrained();
            """,
            """
                            batch.Settle(default, error);
                        }

            """),
    };

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Fact]
    public void Engine_WithoutAMistake_Holds()
    {
        string? failure = EngineMutant.CheckUnchanged(ScheduleKind.Batching, 2_000);
        Assert.True(failure is null, failure);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Engine_WithAMistake_IsFound(string mistake)
    {
        (string file, string text, string replacement) = Mistakes[mistake];

        string? failure = EngineMutant.Check(ScheduleKind.Batching, Schedules, file, text, replacement);

        Assert.True(failure is not null, "Not found.");
        output.WriteLine(failure.Split('\n').First(line => line.StartsWith("seed ", StringComparison.Ordinal)));
    }
}
