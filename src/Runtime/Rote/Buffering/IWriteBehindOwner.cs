namespace Rote.Buffering;

/// <summary>
/// What has write-behind buffers: every generated decorator with such a member. Cast the decorated service to reach them.
/// </summary>
public interface IWriteBehindOwner : IFlushable
{
    /// <summary>The buffers, one for each buffered method.</summary>
    IReadOnlyList<IWriteBehindBuffer> Buffers { get; }
}
