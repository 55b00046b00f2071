using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>The answered prompts, by frame. Bounded in frames, in prompts of each, and in bytes.</summary>
/// <remarks>
/// Thread-safe: one lock, under which a frame is scanned. <see cref="ChatSimilarityOptions.MayStandFor"/> and the embedder run
/// outside it.
/// </remarks>
internal sealed class SimilarityIndex(ChatSimilarityOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ChatKey, LinkedListNode<(ChatKey Key, SimilarPrompts Prompts)>> _frames = [];
    private readonly LinkedList<(ChatKey Key, SimilarPrompts Prompts)> _byUse = [];
    private long _bytes;

    /// <summary>The embedding of a prompt, of length 1; <see langword="null"/>: it says nothing.</summary>
    public async ValueTask<float[]?> EmbedAsync(string prompt, CancellationToken cancellationToken)
    {
        GeneratedEmbeddings<Embedding<float>> answer =
            await options.Embedder.GenerateAsync([prompt], null, cancellationToken).ConfigureAwait(false);
        if (answer.Count != 1)
        {
            throw InvalidEmbeddingException.ForCount(null, answer.Count, 1);
        }

        float[] vector = answer[0].Vector.ToArray();
        double squares = 0;
        foreach (float component in vector)
        {
            squares += (double)component * component;
        }

        if (squares <= 0 || !double.IsFinite(squares))
        {
            return null;
        }

        float scale = (float)(1 / Math.Sqrt(squares));
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] *= scale;
        }

        return vector;
    }

    /// <summary>Answered prompts that may stand for a new one, the most similar first.</summary>
    public IEnumerable<SimilarPrompt> Find(ChatFrame frame, float[] vector)
    {
        List<SimilarPrompt> found;
        lock (_gate)
        {
            found = TryTouchUnderLock(frame.Key, out SimilarPrompts? prompts) ? prompts!.Find(vector, options.Threshold) : [];
        }

        return found.Where(prompt => options.MayStandFor(frame.Prompt, prompt.Text));
    }

    /// <summary>Remembers an answered prompt.</summary>
    public void Add(ChatFrame frame, SimilarPrompt prompt)
    {
        lock (_gate)
        {
            if (!TryTouchUnderLock(frame.Key, out SimilarPrompts? prompts))
            {
                prompts = new SimilarPrompts(options.MaxPromptsPerFrame);
                _frames.Add(frame.Key, _byUse.AddFirst((frame.Key, prompts)));
            }

            _bytes -= prompts!.Bytes;
            prompts.Add(prompt);
            _bytes += prompts.Bytes;
            MakeRoomUnderLock(prompts);
        }
    }

    /// <summary>Forgets a prompt whose answer is gone.</summary>
    public void Remove(ChatFrame frame, SimilarPrompt prompt)
    {
        lock (_gate)
        {
            if (_frames.TryGetValue(frame.Key, out LinkedListNode<(ChatKey Key, SimilarPrompts Prompts)>? node))
            {
                _bytes -= node.Value.Prompts.Bytes;
                node.Value.Prompts.Remove(prompt);
                _bytes += node.Value.Prompts.Bytes;
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _frames.Clear();
            _byUse.Clear();
            _bytes = 0;
        }
    }

    /// <summary>Forgets the frames that were used the longest time ago, then the oldest prompts of the one just used.</summary>
    private void MakeRoomUnderLock(SimilarPrompts used)
    {
        while (_frames.Count > options.MaxFrames || (_frames.Count > 1 && _bytes > options.MaxBytes))
        {
            (ChatKey key, SimilarPrompts prompts) = _byUse.Last!.Value;
            _frames.Remove(key);
            _byUse.RemoveLast();
            _bytes -= prompts.Bytes;
        }

        while (_bytes > options.MaxBytes && used.Count > 0)
        {
            _bytes -= used.Bytes;
            used.RemoveOldest();
            _bytes += used.Bytes;
        }
    }

    private bool TryTouchUnderLock(ChatKey key, out SimilarPrompts? prompts)
    {
        prompts = null;
        if (!_frames.TryGetValue(key, out LinkedListNode<(ChatKey Key, SimilarPrompts Prompts)>? node))
        {
            return false;
        }

        _byUse.Remove(node);
        _byUse.AddFirst(node);
        prompts = node.Value.Prompts;
        return true;
    }
}
