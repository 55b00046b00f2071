using Microsoft.Extensions.AI;

namespace Rote.Models;

/// <summary>An answer: as JSON, which nobody can change, where it may be kept; else as the provider gave it.</summary>
internal sealed class ChatEntry
{
    private const int OverheadBytes = 256;

    private readonly ChatResponse? _notKept;
    private ChatResponse? _original;

    private ChatEntry(byte[]? json, ChatResponse? notKept, ChatResponse? original)
    {
        Json = json;
        _notKept = notKept;
        _original = original;
    }

    /// <summary>The answer; <see langword="null"/>: it must not be kept.</summary>
    public byte[]? Json { get; }

    /// <summary>Whether it may be kept under its request.</summary>
    public bool IsKept { get; private init; }

    /// <summary>UTF-16 units of its request, which the cache keeps beside it.</summary>
    public int RequestLength { get; private init; }

    /// <summary>What it counts towards the bound of the cache, with its request.</summary>
    public long Bytes => OverheadBytes + ((long)RequestLength * sizeof(char)) + (Json?.Length ?? 0);

    /// <summary>An answer that may be kept.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="requestLength">Units of its request.</param>
    /// <param name="original">What the first caller gets; <see langword="null"/>: he has it already.</param>
    public static ChatEntry Kept(byte[] json, int requestLength, ChatResponse? original = null)
        => new(json, null, original) { IsKept = true, RequestLength = requestLength };

    /// <summary>An answer that must not be kept.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="isTaken">Whether the first caller has it already.</param>
    /// <remarks>The copy for others is made before the first caller gets his own, and may change it.</remarks>
    public static ChatEntry NotKept(ChatResponse response, bool isTaken)
        => isTaken ? new(null, response, null) : new(null, ChatAnswers.Copy(response), response);

    /// <summary>The answer to a similar request. Not kept: what is kept was given to exactly that request.</summary>
    public static ChatEntry Similar(ChatEntry other) => new(other.Json, null, null);

    /// <summary>An answer of the caller's own: the provider's for the first who asks, copies without cost for others.</summary>
    public ChatResponse Take()
        => Interlocked.Exchange(ref _original, null)
            ?? (Json is null ? ChatAnswers.Copy(_notKept!)
                : ChatAnswers.Read(Json, IsKept ? RoteChatClient.ExactSource : RoteChatClient.SimilarSource));
}
