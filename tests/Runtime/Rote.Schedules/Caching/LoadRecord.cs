namespace Rote.Schedules.Caching;

/// <summary>One call of the store.</summary>
internal sealed class LoadRecord
{
    public required int Number { get; init; }

    public required int[] Keys { get; init; }

    /// <summary>Who started it.</summary>
    public required CallRecord Call { get; init; }

    public required CancellationToken Token { get; init; }

    public bool Failed { get; set; }

    /// <summary>For each key: the place in the list of failures at which a caller of that key alone got this one.</summary>
    public Dictionary<int, int> SeenAt { get; } = [];

    public override string ToString() => $"load {Number} of {string.Join(",", Keys)} for {Call}";
}
