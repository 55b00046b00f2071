using System.Globalization;

namespace Rote.Schedules.Buffering;

/// <summary>One write, as the model sees it.</summary>
internal sealed class WriteRecord(int number, int partition, bool isPoison, CancellationTokenSource? caller)
{
    public int Number { get; } = number;

    public int Partition { get; } = partition;

    public bool IsPoison { get; } = isPoison;

    public CancellationTokenSource? Caller { get; } = caller;

    /// <summary>Moments of the model's own clock: before the call, and after it has handed out its task.</summary>
    public int Began { get; set; }

    public int Submitted { get; set; } = int.MaxValue;

    /// <summary>Whether its call has ended.</summary>
    public bool Ended { get; set; }

    /// <summary>What its call threw.</summary>
    public Exception? Error { get; set; }

    /// <summary>How often the store has it.</summary>
    public int Stored { get; set; }

    /// <summary>The store's call that stored it.</summary>
    public StoreCall? StoredBy { get; set; }

    /// <summary>Calls of the store that carried it.</summary>
    public List<StoreCall> Calls { get; } = [];

    /// <summary>How often the dead-letter callback took it.</summary>
    public int Lettered { get; set; }

    /// <summary>How often it was taken back from the buffer.</summary>
    public int TakenBack { get; set; }

    /// <summary>Whether a letter, or what was taken back, says that it may be stored all the same.</summary>
    public bool MayBeStored { get; set; }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"write {Number} of {Partition}");
}
