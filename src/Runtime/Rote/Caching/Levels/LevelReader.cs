namespace Rote.Caching;

/// <summary>Reads entries of a level, and has the generations made that loads will be written under.</summary>
internal sealed class LevelReader<TValue>(LevelGate gate, IValueSerializer<TValue> serializer, LevelCount count)
{
    /// <summary>Generations that one call makes at once.</summary>
    private const int Parallelism = 32;

    /// <summary>Reads.</summary>
    /// <returns>One answer for each look-up, in their order.</returns>
    public async ValueTask<LevelRead<TValue>[]> ReadAsync(LevelLookup[] lookups, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = new LevelAnswer(lookups);
        foreach (LevelLookup lookup in lookups)
        {
            answer.Add(gate.Table.TryBegin(lookup.Entry, lookup.GenerationKeys, out long sequence), sequence, lookup);
        }

        var reads = new LevelRead<TValue>[lookups.Length];
        if (answer.Asked == 0 || !gate.Health.MayCall())
        {
            count.Bypass(lookups.Length);
            return reads;
        }

        long moment = gate.Generations.Moment;
        count.Bypass(lookups.Length - answer.Asked);
        (bool succeeded, ReadOnlyMemory<byte>?[]? values) = await gate.Caller.CallAsync(
            "get values", answer.Keys, GetAsync, count, cancellationToken).ConfigureAwait(false);
        if (!succeeded)
        {
            count.Missed(answer.Asked);
            return reads;
        }

        answer.Fill(values!, count);
        Decode(answer, reads);
        await MakeGenerationsAsync(answer, reads, moment, cancellationToken).ConfigureAwait(false);
        GiveTickets(answer, reads);
        return reads;
    }

    private static async ValueTask<ReadOnlyMemory<byte>?[]> GetAsync(
        ICacheLevel level, List<string> keys, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>?[] values = await level.GetManyAsync(keys, cancellationToken).ConfigureAwait(false);
        return values?.Length == keys.Count
            ? values
            : throw new RoteContractException(
                $"The level '{level.Name}' returned {values?.Length ?? 0} values for {keys.Count} keys. "
                + "Return one for each key, in the same order; null stands for an absent one.");
    }

    private void Decode(LevelAnswer answer, LevelRead<TValue>[] reads)
    {
        DateTimeOffset now = gate.Time.GetUtcNow();
        for (int i = 0; i < reads.Length; i++)
        {
            if (!answer.WasAsked(i))
            {
                continue;
            }

            reads[i] = Decode(answer, i, now);
            if (reads[i].Found)
            {
                count.Hit();
            }
            else
            {
                count.Missed();
            }
        }
    }

    private LevelRead<TValue> Decode(LevelAnswer answer, int index, DateTimeOffset now)
    {
        LevelLookup lookup = answer.Lookups[index];
        if (answer.EntryOf(lookup) is not { } bytes)
        {
            return default;
        }

        Generation[]? generations = answer.GenerationsOf(lookup);
        EnvelopeStatus status = LevelEnvelope.TryRead(
            bytes.Span, lookup.Entry.Text, generations ?? [], out EnvelopeHeader header, out Range payload);
        if (status == EnvelopeStatus.Damaged)
        {
            count.Damage();
        }

        TimeSpan remaining = header.Remaining(now);
        if (status != EnvelopeStatus.Valid || generations is null || remaining <= TimeSpan.Zero
            || !gate.Table.IsCurrent(answer.SequenceOf(index), lookup.Entry, lookup.GenerationKeys))
        {
            return default;
        }

        if (header.IsNull)
        {
            return new LevelRead<TValue>(Found: default(TValue) is null, default, remaining, Ticket: null);
        }

        try
        {
            TValue value = serializer.Deserialize(bytes.Span[payload]);
            return new LevelRead<TValue>(Found: true, value, remaining, Ticket: null);
        }
        catch (Exception error)
        {
            count.Fail();
            gate.Health.Log("deserialize a value", error);
            return default;
        }
    }

    private async ValueTask MakeGenerationsAsync(
        LevelAnswer answer, LevelRead<TValue>[] reads, long moment, CancellationToken cancellationToken)
    {
        var missing = new HashSet<LevelKey>();
        for (int i = 0; i < reads.Length; i++)
        {
            if (answer.WasAsked(i) && !reads[i].Found)
            {
                answer.AddMissing(answer.Lookups[i], missing);
            }
        }

        foreach (LevelKey[] some in missing.Chunk(Parallelism))
        {
            var making = new Task<Generation?>[some.Length];
            for (int i = 0; i < some.Length; i++)
            {
                making[i] = gate.Generations.MakeAsync(some[i], moment, count, cancellationToken);
            }

            Generation?[] made = await Task.WhenAll(making).ConfigureAwait(false);
            for (int i = 0; i < some.Length; i++)
            {
                if (made[i] is { } generation)
                {
                    answer.SetGeneration(some[i], generation);
                }
            }
        }
    }

    private static void GiveTickets(LevelAnswer answer, LevelRead<TValue>[] reads)
    {
        for (int i = 0; i < reads.Length; i++)
        {
            LevelLookup lookup = answer.Lookups[i];
            if (answer.WasAsked(i) && answer.GenerationsOf(lookup) is { } generations)
            {
                var ticket = new LevelTicket(answer.SequenceOf(i), lookup.Entry, lookup.GenerationKeys, generations);
                reads[i] = reads[i] with { Ticket = ticket };
            }
        }
    }
}
