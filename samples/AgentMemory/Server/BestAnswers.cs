using AgentMemory.Client;

namespace AgentMemory.Server;

/// <summary>Keeps the best few of many memories, sorted.</summary>
internal sealed class BestAnswers(int limit)
{
    private readonly (Memory Memory, float Score)[] _best = new (Memory, float)[limit];
    private int _count;

    /// <summary>Takes a memory in, if it is among the best so far. Memories that have nothing in common are not.</summary>
    public void Offer(Memory memory, float score)
    {
        // Written so that not-a-number, too, is no score.
        var isMatch = score > 0 && limit > 0;
        if (!isMatch || (_count == limit && !IsBetter(memory, score, _best[limit - 1])))
        {
            return;
        }

        var place = _count < limit ? _count++ : limit - 1;
        while (place > 0 && IsBetter(memory, score, _best[place - 1]))
        {
            _best[place] = _best[place - 1];
            place--;
        }

        _best[place] = (memory, score);
    }

    public IReadOnlyList<Answer> ToAnswers()
    {
        var answers = new Answer[_count];
        for (var i = 0; i < _count; i++)
        {
            var (memory, score) = _best[i];
            answers[i] = new Answer(memory.Id, memory.Text, memory.Speaker, memory.Session, memory.ElapsedSeconds, score);
        }

        return answers;
    }

    private static bool IsBetter(Memory memory, float score, (Memory Memory, float Score) than)
        => score > than.Score || (score == than.Score && string.CompareOrdinal(memory.Id, than.Memory.Id) < 0);
}
