using System.Numerics;
using System.Runtime.InteropServices;

namespace AgentMemory.Embedding;

/// <summary>The two things that are done to vectors.</summary>
internal static class VectorMath
{
    /// <summary>Inner product of two vectors of equal length; of unit vectors, their cosine.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (left.Length != right.Length)
        {
            throw new ArgumentException($"vectors of different lengths: {left.Length} and {right.Length}", nameof(right));
        }

        var leftLanes = MemoryMarshal.Cast<float, Vector<float>>(left);
        var rightLanes = MemoryMarshal.Cast<float, Vector<float>>(right);
        var sums = Vector<float>.Zero;
        for (var i = 0; i < leftLanes.Length; i++)
        {
            sums += leftLanes[i] * rightLanes[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = leftLanes.Length * Vector<float>.Count; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>Scales to unit length. The zero vector stays zero.</summary>
    public static void Normalize(Span<float> vector)
    {
        var length = MathF.Sqrt(Dot(vector, vector));
        if (length == 0)
        {
            return;
        }

        foreach (ref var value in vector)
        {
            value /= length;
        }
    }
}
