namespace Rote.Caching;

/// <summary>What a <see cref="DiskCacheLevel"/> needs to know. Read once, when the level is made.</summary>
public sealed class DiskCacheOptions
{
    internal const long LeastMaxBytes = 4096;

    /// <summary>
    /// The file; made with its folder where it is missing. Beside it, <c>.lock</c> and, for a while, <c>.new</c> are appended
    /// to its name.
    /// </summary>
    public required string Path { get; set; }

    /// <summary>Name in metrics and logs. Default: <c>disk</c>.</summary>
    public string Name { get; set; } = "disk";

    /// <summary>
    /// Bytes of the file at most. While it is written anew, up to three quarters more are in use. At least 4,096; default 1
    /// GiB. A value
    /// longer than about a quarter of it is refused.
    /// </summary>
    public long MaxBytes { get; set; } = 1L << 30;

    /// <summary>Keys at most; each takes about 50 bytes of memory. Positive; default 1,000,000.</summary>
    public int MaxEntries { get; set; } = 1_000_000;

    /// <summary>What survives a loss of power. Default: removals.</summary>
    public DiskCacheFlush Flush { get; set; } = DiskCacheFlush.Removals;

    /// <summary>
    /// How long nothing is tried after the file could not be opened or written anew; doubled each time. Default 1 second.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest of these delays. At least <see cref="RetryDelay"/>; default 1 minute.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock: its wall time decides on expiry, which outlives the process. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>A copy with a full path, checked.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names the property and the remedy.</exception>
    internal DiskCacheOptions Snapshot()
    {
        ThrowIf(string.IsNullOrWhiteSpace(Path), nameof(Path), Path, "Name a file.");
        ThrowIf(string.IsNullOrWhiteSpace(Name), nameof(Name), Name, "Name the level, for metrics and logs.");
        ThrowIf(MaxBytes < LeastMaxBytes, nameof(MaxBytes), MaxBytes, "Use at least 4,096 bytes.");
        ThrowIf(MaxEntries <= 0, nameof(MaxEntries), MaxEntries, "Use a positive number.");
        ThrowIf(!Enum.IsDefined(Flush), nameof(Flush), Flush, "Use a value of DiskCacheFlush.");
        ThrowIf(RetryDelay <= TimeSpan.Zero, nameof(RetryDelay), RetryDelay, "Use a positive time.");
        ThrowIf(MaxRetryDelay < RetryDelay, nameof(MaxRetryDelay), MaxRetryDelay, "Use at least RetryDelay.");
        ThrowIf(TimeProvider is null, nameof(TimeProvider), null, "Leave it alone or use TimeProvider.System.");
        var copy = (DiskCacheOptions)MemberwiseClone();
        copy.Path = System.IO.Path.GetFullPath(Path);
        return copy;
    }

    private static void ThrowIf(bool isWrong, string property, object? value, string remedy)
    {
        if (isWrong)
        {
            throw new ArgumentOutOfRangeException(property, value, $"DiskCacheOptions.{property} makes no sense. {remedy}");
        }
    }
}
