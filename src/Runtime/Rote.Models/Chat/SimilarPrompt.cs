namespace Rote.Models;

/// <summary>A prompt that was answered.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Vector">Its embedding, of length 1.</param>
/// <param name="Request">Under which its answer is kept.</param>
internal sealed record SimilarPrompt(string Text, float[] Vector, ChatKey Request)
{
    /// <summary>What it holds, without the headers of objects.</summary>
    public long Bytes => (sizeof(float) * (long)Vector.Length) + (sizeof(char) * ((long)Text.Length + Request.Request.Length));
}
