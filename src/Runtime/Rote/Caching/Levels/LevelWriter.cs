namespace Rote.Caching;

/// <summary>Writes entries of a level.</summary>
internal sealed class LevelWriter<TValue>(LevelGate gate, IValueSerializer<TValue> serializer, LevelCount count)
{
    /// <summary>Writes of one call at once.</summary>
    private const int Parallelism = 32;

    public async ValueTask WriteAsync(LevelTicket ticket, TValue value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!gate.Health.MayCall() || Serialize(ticket, value, lifetime) is not { } buffer)
        {
            return;
        }

        if (!gate.Table.TryBeginWrite(ticket))
        {
            buffer.Dispose();
            return;
        }

        (bool succeeded, _) = await gate.Caller.CallAsync(
            "set a value", (ticket.Entry.Key, buffer, lifetime), SetAsync, count, cancellationToken).ConfigureAwait(false);
        if (succeeded)
        {
            count.Write();
        }
    }

    public async ValueTask WriteManyAsync(
        LevelTicket?[] tickets, TValue[] values, TimeSpan[] lifetimes, CancellationToken cancellationToken)
    {
        var writes = new List<Task>(Parallelism);
        for (int i = 0; i < tickets.Length; i++)
        {
            if (tickets[i] is { } ticket && lifetimes[i] > TimeSpan.Zero)
            {
                writes.Add(WriteAsync(ticket, values[i], lifetimes[i], cancellationToken).AsTask());
            }

            if (writes.Count == Parallelism)
            {
                await Task.WhenAll(writes).ConfigureAwait(false);
                writes.Clear();
            }
        }

        await Task.WhenAll(writes).ConfigureAwait(false);
    }

    /// <summary>
    /// Ends when the level has, even if nobody waits for it any more: only then the buffer is free again. Not after a failure: a
    /// client that gave up may still have it in its queue.
    /// </summary>
    private async ValueTask<bool> SetAsync(
        ICacheLevel level, (string Key, PooledBufferWriter Buffer, TimeSpan Lifetime) state, CancellationToken cancellationToken)
    {
        try
        {
            await level.SetAsync(state.Key, state.Buffer.WrittenMemory, state.Lifetime, cancellationToken).ConfigureAwait(false);
            state.Buffer.Dispose();
            return true;
        }
        finally
        {
            state.Buffer.Abandon();
            if (gate.Table.EndWrite(state.Key))
            {
                gate.Pump.Kick();
            }
        }
    }

    private PooledBufferWriter? Serialize(LevelTicket ticket, TValue value, TimeSpan lifetime)
    {
        var buffer = new PooledBufferWriter();
        try
        {
            LevelEnvelope.Begin(buffer, ticket.Entry.Text, ticket.Generations);
            if (value is not null)
            {
                serializer.Serialize(value, buffer);
            }

            DateTimeOffset now = gate.Time.GetUtcNow();
            DateTimeOffset end = lifetime < DateTimeOffset.MaxValue - now ? now + lifetime : DateTimeOffset.MaxValue;
            LevelEnvelope.Seal(buffer.WrittenSpan, new EnvelopeHeader(now, end, value is null));
            return buffer;
        }
        catch (Exception error)
        {
            buffer.Dispose();
            count.Fail();
            gate.Health.Log("serialize a value", error);
            return null;
        }
    }
}
