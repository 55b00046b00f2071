using Rote.Execution;

namespace Rote.Buffering;

/// <summary>
/// The calls between two flushes. Its outcome is the end of the later flush; the rest belongs to the buffer's lock.
/// </summary>
internal sealed class FlushEpoch : Outcome<bool>
{
    /// <summary>Calls that are not over.</summary>
    public int Outstanding { get; set; }

    /// <summary>Writes, of this epoch and those it waited for, that were not delivered since the flush began.</summary>
    public int Undelivered { get; set; }

    /// <summary>The first one's failure.</summary>
    public Exception? Error { get; set; }
}
