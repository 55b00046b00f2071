namespace Rote.Tests.Caching.Levels;

/// <summary>What several processes share: bytes under keys, and calls that a script ends one by one, in any order.</summary>
internal sealed class ScriptedStore
{
    public Dictionary<string, byte[]> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls under way.</summary>
    public List<ScriptedCall> Calls { get; } = [];

    /// <summary>Told of every removal that takes effect: the process, the key, and the moment its call began.</summary>
    public Action<int, string, long>? OnRemoved { get; set; }

    /// <summary>Told of every value that is set.</summary>
    public Action<string, byte[]>? OnSet { get; set; }

    /// <summary>Moves with every step of the script.</summary>
    public long Moment { get; set; }

    /// <summary>One call goes on: it takes effect, or ends, with or without success.</summary>
    public void Step(Random random, bool faults)
    {
        ScriptedCall call = Calls[random.Next(Calls.Count)];
        if (faults && random.Next(12) == 0)
        {
            // Fails, after or before its effect.
            Calls.Remove(call);
            if (random.Next(2) == 0)
            {
                call.TakeEffect();
            }

            call.Fail();
        }
        else if (!call.TookEffect && random.Next(2) == 0)
        {
            // Takes effect; the answer is on its way.
            call.TakeEffect();
        }
        else
        {
            Calls.Remove(call);
            call.TakeEffect();
            call.Succeed();
        }
    }

    public void Corrupt(Random random)
    {
        if (Values.Count > 0)
        {
            string key = Values.Keys.ElementAt(random.Next(Values.Count));
            byte[] copy = [.. Values[key]];
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
            Values[key] = copy;
        }
    }

    public void Evict(Random random)
    {
        if (Values.Count > 0)
        {
            Values.Remove(Values.Keys.ElementAt(random.Next(Values.Count)));
        }
    }
}
