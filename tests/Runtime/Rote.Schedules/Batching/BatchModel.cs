namespace Rote.Schedules.Batching;

/// <summary>
/// What was asked, sent and answered, and the rules that every call and bulk call is held to. Not thread-safe: one actor runs
/// at a time, and nothing here is a step.
/// </summary>
internal sealed class BatchModel(BatchTraits traits)
{
    private const long NumbersOfABulk = 1_000_000;
    private const long NumbersOfAGroup = 1_000;

    private readonly Dictionary<(int Program, int Group), int> _lastSent = [];
    private readonly HashSet<int> _undelivered = [];
    private bool _disposing;
    private bool _gaveUpForGood;
    private int _lost;
    private int _openFlushes;

    public List<BatchCallRecord> Calls { get; } = [];

    public List<BulkRecord> Bulks { get; } = [];

    public IEnumerable<BatchCallRecord> Waiting => Calls.Where(static call => !call.Ended);

    public int InFlight => Bulks.Count(static bulk => bulk.InFlight);

    /// <summary>Counts everything that begins or ends.</summary>
    public int Events { get; private set; }

    /// <summary>The first rule that was broken.</summary>
    public string? Violation { get; private set; }

    /// <summary>Calls that wait, in no bulk call on its way.</summary>
    private IEnumerable<BatchCallRecord> Uncarried
        => Waiting.Where(static call => call.IsAwaited).Where(call => traits.HasResults
            ? !Bulks.Exists(bulk => bulk.InFlight && bulk.Has(call))
            : call.Bulk is null);

    public static long AnswerOf(BulkRecord bulk, int value)
        => (bulk.Number * NumbersOfABulk) + (bulk.Group * NumbersOfAGroup) + value;

    public void Violate(string what) => Violation ??= what;

    public BatchCallRecord BeginCall(int program, int group, int value, int depth, CancellationTokenSource? source)
    {
        var call = new BatchCallRecord
        {
            Number = Calls.Count + 1,
            Program = program,
            Group = group,
            Value = value,
            Depth = depth,
            Source = source,
            Token = source?.Token ?? CancellationToken.None,
            BeganAt = ++Events,
        };
        Calls.Add(call);
        return call;
    }

    public BulkRecord BeginBulk(int group, BatchItem[] items, CancellationToken token)
    {
        Events++;
        var bulk = new BulkRecord { Number = Bulks.Count + 1, Group = group, Items = [.. items], Token = token };
        Require(items.Length > 0, $"{bulk} is empty.");
        Require(items.Length <= traits.MaxBatchSize, $"{bulk} is larger than {traits.MaxBatchSize}.");
        Require(InFlight < traits.MaxConcurrentBatches, $"{bulk} is one more than {traits.MaxConcurrentBatches} in flight.");
        Require(items.All(item => item.Owner.Group == group), $"{bulk} has items of another group.");
        Require(!_gaveUpForGood, $"{bulk} begins after disposal has given up.");
        if (traits.HasResults)
        {
            CheckAsked(bulk);
        }
        else
        {
            CheckWritten(bulk);
        }

        Bulks.Add(bulk);

        // Items are the bulk call's: it may do with the array as it likes.
        Array.Clear(items);
        return bulk;
    }

    /// <summary>The calls that a flush has to wait for.</summary>
    public List<BatchCallRecord> BeginFlush()
    {
        _openFlushes++;
        return [.. Waiting.Where(static call => call.IsAwaited)];
    }

    /// <summary>The store has answered each of them, or its caller is about to hear why not.</summary>
    public void EndFlush(List<BatchCallRecord> before)
    {
        _openFlushes--;
        foreach (BatchCallRecord call in before)
        {
            bool answered = traits.HasResults
                ? Bulks.Exists(bulk => !bulk.InFlight && bulk.Has(call) && call.BeganAt < bulk.FirstDeliveredAt)
                : call.Bulk is { InFlight: false };
            Require(
                call.Ended || answered || call.Token.IsCancellationRequested || _disposing,
                $"A flush is over, and {call} is not.");
        }
    }

    public void BeginDisposal() => _disposing = true;

    /// <summary>Disposal gave up on so many items.</summary>
    public void EndDisposal(int lost)
    {
        Events++;
        Require(_lost == 0 || lost == 0, "Disposal gave up twice.");
        _lost += lost;
    }

    public void Deliver(BatchCallRecord call, long answer)
    {
        BulkRecord? bulk = Bulks.Find(bulk => bulk.Number == answer / NumbersOfABulk);
        Require(bulk is not null && answer == AnswerOf(bulk, call.Value) && bulk.Has(call), $"{call} got {answer}, another's.");
        if (bulk is null)
        {
            return;
        }

        Require(bulk.Answered, $"{call} got an answer that {bulk} did not give.");
        Require(!bulk.FailedValues.Contains(call.Value), $"{call} got an answer for an item that failed.");
        Require(call.BeganAt < bulk.FirstDeliveredAt, $"{call} got the answer of {bulk}, which others had before it began.");
        bulk.FirstDeliveredAt = Math.Min(bulk.FirstDeliveredAt, Events + 1);
        End(call, BatchCallEnd.Delivered);
    }

    public void Deliver(BatchCallRecord call)
    {
        Require(call.Bulk is { Answered: true }, $"{call} went on, and is not delivered.");
        End(call, BatchCallEnd.Delivered);
    }

    public void Refuse(BatchCallRecord call)
    {
        Require(_disposing, $"{call} was refused before disposal.");
        End(call, BatchCallEnd.Refused);
    }

    public void Fail(BatchCallRecord call, Exception error)
    {
        switch (error)
        {
            case BulkException failure:
                bool fails = failure.Bulk.FailedValues.Contains(call.Value) || !failure.Bulk.Answered;
                Require(failure.Bulk.Has(call) && fails, $"{call} got the failure of {failure.Bulk}.");
                End(call, BatchCallEnd.Failed);
                break;
            case BulkCanceledException failure:
                Require(failure.Bulk.Has(call), $"{call} got the failure of {failure.Bulk}.");
                End(call, BatchCallEnd.Failed);
                break;
            case OperationCanceledException left:
                Require(
                    call.Token.IsCancellationRequested && left.CancellationToken == call.Token,
                    $"{call} is cancelled by somebody else.");
                End(call, BatchCallEnd.Cancelled);
                break;
            case RoteDrainException drained:
                Require(_disposing, $"{call} is given up before disposal.");
                _undelivered.Add(drained.UndeliveredItems);
                End(call, BatchCallEnd.Drained);
                break;
            case RoteContractException:
                Require(
                    Bulks.Exists(bulk => bulk.Has(call) && bulk.End == BulkEnd.Misaligned),
                    $"{call} hears of an answer that is not aligned.");
                End(call, BatchCallEnd.Failed);
                break;
            default:
                Violate($"{call} failed with {error}");
                break;
        }
    }

    /// <summary>Nothing moves: what is in a batch on its way has been sent.</summary>
    public void CheckQuiet()
    {
        foreach (BatchCallRecord call in Calls)
        {
            call.LeftForGood |= call.End == BatchCallEnd.Cancelled;
        }

        _gaveUpForGood = _lost > 0;
        foreach (BulkRecord bulk in Bulks.Where(static bulk => bulk.InFlight))
        {
            Require(
                bulk.Token.IsCancellationRequested || Waiting.Any(bulk.Has),
                $"{bulk} is not cancelled, though nobody waits for it.");
        }

        Require(InFlight > 0 || !Waiting.Any(), $"{Waiting.FirstOrDefault()} waits, and no bulk call is on its way.");
        if (InFlight >= traits.MaxConcurrentBatches)
        {
            return;
        }

        // An item that is on its way may be asked for again, when those who asked first have left: all may count for room.
        bool full = ItemsOf(Uncarried).GroupBy(static item => item.Group).Any(group => group.Count() >= traits.MaxBatchSize);
        bool hasRoom = ItemsOf(Waiting.Where(static call => call.Bulk is null)).Count <= traits.MaxPending;
        Require(!full || !hasRoom, "A full batch waits, and a bulk call is allowed.");
    }

    /// <summary>A call that may go out when its time is over.</summary>
    public BatchCallRecord? FindLate() => InFlight < traits.MaxConcurrentBatches ? Uncarried.FirstOrDefault() : null;

    public void CheckEnd()
    {
        Require(_openFlushes == 0, $"{_openFlushes} flushes wait for ever.");
        foreach (BatchCallRecord call in Calls)
        {
            Require(call.Ended, $"{call} waits for ever.");
            bool sent = call.Bulk is not null;
            Require(sent || traits.HasResults || call.End is not (BatchCallEnd.Delivered or BatchCallEnd.Failed), $"{call}?");
            Require(!sent || call.End != BatchCallEnd.Refused, $"{call} is refused, and sent.");
        }

        int given = ItemsOf(Calls.Where(static call => call.End == BatchCallEnd.Drained)).Count;
        int left = Calls.Count(static call => call.End == BatchCallEnd.Cancelled);
        Require(given <= _lost && _lost <= given + left, $"Disposal reports {_lost} items, {given} callers were told so.");
        Require(_undelivered.All(items => items == _lost), "Callers and disposal are told different numbers.");
    }

    private HashSet<(int Group, int Item)> ItemsOf(IEnumerable<BatchCallRecord> calls)
        => [.. calls.Select(call => (call.Group, traits.HasResults ? call.Value : call.Number))];

    private void CheckAsked(BulkRecord bulk)
    {
        Require(bulk.Items.Distinct().Count() == bulk.Items.Count, $"{bulk} has an item twice.");
        foreach (BatchItem item in bulk.Items)
        {
            var callers = Calls.Where(call => call.Group == bulk.Group && call.Value == item.Value).ToList();
            Require(callers.Exists(static call => !call.LeftForGood), $"{bulk} has {item.Value}, for which nobody waits.");
            bool anyLeaves = callers.Exists(static call => call.Token.IsCancellationRequested);
            Require(
                anyLeaves || !Bulks.Exists(other => other.InFlight && other.Has(item.Owner)),
                $"{bulk} has {item.Value}, which is on its way.");
        }
    }

    private void CheckWritten(BulkRecord bulk)
    {
        foreach (BatchItem item in bulk.Items)
        {
            BatchCallRecord call = item.Owner;
            Require(call.Bulk is null, $"{call} is sent twice.");
            Require(!call.LeftForGood, $"{call} is sent, whose caller had left.");
            call.Bulk = bulk;
        }

        // A program's writes keep their order in a bulk call, and altogether where one is in flight at once.
        foreach (IGrouping<int, BatchItem> own in bulk.Items.Where(static item => item.Owner.Program >= 0)
            .GroupBy(static item => item.Owner.Program))
        {
            var numbers = own.Select(static item => item.Owner.Number).ToList();
            Require(numbers.SequenceEqual(numbers.Order()), $"{bulk} is out of order.");
            int last = _lastSent.GetValueOrDefault((own.Key, bulk.Group));
            Require(traits.MaxConcurrentBatches > 1 || last < numbers[0], $"{bulk} comes too late.");
            _lastSent[(own.Key, bulk.Group)] = Math.Max(last, numbers[^1]);
        }
    }

    private void End(BatchCallRecord call, BatchCallEnd end)
    {
        Events++;
        Require(!call.Ended, $"{call} ends twice.");
        call.Ended = true;
        call.End = end;
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            Violate(otherwise);
        }
    }
}
