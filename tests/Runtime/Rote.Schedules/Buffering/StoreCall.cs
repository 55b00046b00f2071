namespace Rote.Schedules.Buffering;

/// <summary>One bulk call.</summary>
/// <param name="number">Its number.</param>
/// <param name="partition">Its partition.</param>
/// <param name="writes">What it carries.</param>
/// <param name="began">When it began.</param>
/// <param name="token">Its token: cancelled when the buffer has left it behind.</param>
internal sealed class StoreCall(
    int number, int partition, IReadOnlyList<WriteRecord> writes, int began, CancellationToken token)
{
    public int Number { get; } = number;

    public int Partition { get; } = partition;

    public IReadOnlyList<WriteRecord> Writes { get; } = writes;

    /// <summary>Moments of the model's own clock.</summary>
    public int Began { get; } = began;

    public int Ended { get; set; } = int.MaxValue;

    /// <summary>Whether the buffer left it behind: known for sure at the end of the schedule.</summary>
    public bool IsLeftBehind => token.IsCancellationRequested;

    public override string ToString() => $"call {Number} ({string.Join(",", Writes.Select(write => write.Number))})";
}
