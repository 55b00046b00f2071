using System.Numerics;
using System.Runtime.InteropServices;

namespace Rote.Models;

/// <summary>
/// The answered prompts of one frame, as vectors of length 1, and the keys of their requests. The answers stay in the cache: a
/// prompt whose answer is gone there is dropped.
/// </summary>
/// <remarks>Not thread-safe. A search looks at every prompt: linear in prompts times dimensions, and bounded.</remarks>
internal sealed class SimilarPrompts(int capacity)
{
    private readonly List<SimilarPrompt> _prompts = [];
    private int _oldest;

    public int Count => _prompts.Count;

    /// <summary>What they hold.</summary>
    public long Bytes { get; private set; }

    /// <summary>Remembers a prompt, in place of the oldest one where there are too many.</summary>
    public void Add(SimilarPrompt prompt)
    {
        for (int i = 0; i < _prompts.Count; i++)
        {
            if (_prompts[i].Request.Equals(prompt.Request))
            {
                Replace(i, prompt);
                return;
            }
        }

        if (_prompts.Count < capacity)
        {
            // Behind the newest, wherever the list begins.
            _prompts.Insert(_oldest, prompt);
            _oldest = (_oldest + 1) % _prompts.Count;
            Bytes += prompt.Bytes;
            return;
        }

        Replace(_oldest, prompt);
        _oldest = (_oldest + 1) % capacity;
    }

    /// <summary>Forgets the oldest prompt, of one or more.</summary>
    public void RemoveOldest() => Remove(_prompts[_oldest]);

    /// <summary>Those from a threshold on, the most similar first.</summary>
    public List<SimilarPrompt> Find(ReadOnlySpan<float> vector, double threshold)
    {
        var found = new List<(SimilarPrompt Prompt, float Cosine)>();
        foreach (SimilarPrompt prompt in CollectionsMarshal.AsSpan(_prompts))
        {
            if (prompt.Vector.Length == vector.Length && Dot(vector, prompt.Vector) is var cosine && cosine >= threshold)
            {
                found.Add((prompt, cosine));
            }
        }

        found.Sort(static (one, other) => other.Cosine.CompareTo(one.Cosine));
        return found.ConvertAll(static item => item.Prompt);
    }

    /// <summary>Forgets a prompt whose answer is gone.</summary>
    public void Remove(SimilarPrompt prompt)
    {
        int index = _prompts.IndexOf(prompt);
        if (index >= 0)
        {
            Bytes -= _prompts[index].Bytes;
            _prompts.RemoveAt(index);
            _oldest = index < _oldest ? _oldest - 1 : _oldest;
            _oldest = _prompts.Count == 0 ? 0 : _oldest % _prompts.Count;
        }
    }

    private void Replace(int index, SimilarPrompt prompt)
    {
        Bytes += prompt.Bytes - _prompts[index].Bytes;
        _prompts[index] = prompt;
    }

    private static float Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        ReadOnlySpan<Vector<float>> ones = MemoryMarshal.Cast<float, Vector<float>>(one);
        ReadOnlySpan<Vector<float>> others = MemoryMarshal.Cast<float, Vector<float>>(other);
        Vector<float> sums = Vector<float>.Zero;
        for (int i = 0; i < ones.Length; i++)
        {
            sums += ones[i] * others[i];
        }

        float sum = Vector.Sum(sums);
        for (int i = ones.Length * Vector<float>.Count; i < one.Length; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }
}
