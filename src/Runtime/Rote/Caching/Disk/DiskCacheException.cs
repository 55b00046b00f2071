namespace Rote.Caching;

/// <summary>
/// A <see cref="DiskCacheLevel"/> could not do what it was asked for. A read that fails so is a miss; the level keeps working and
/// tries again later.
/// </summary>
public sealed class DiskCacheException : IOException
{
    /// <summary>Makes one without a file.</summary>
    public DiskCacheException()
        : this("The disk cache failed.")
    {
    }

    /// <summary>Makes one without a file.</summary>
    /// <param name="message">What happened.</param>
    public DiskCacheException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without a file.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public DiskCacheException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private DiskCacheException(string message, DiskCacheFailure failure, string path, Exception? innerException)
        : base(message, innerException)
    {
        Failure = failure;
        Path = path;
    }

    /// <summary>Why.</summary>
    public DiskCacheFailure Failure { get; }

    /// <summary>The cache's file.</summary>
    public string Path { get; } = "";

    internal static DiskCacheException Locked(string path)
        => new(
            $"The disk cache '{path}' is in use by another process, or by another level of this one. "
            + "Give each process a file of its own, or share one level.",
            DiskCacheFailure.Locked,
            path,
            null);

    internal static DiskCacheException NotACache(string path)
        => new(
            $"'{path}' is not a disk cache and was left alone. Use another path, or delete the file.",
            DiskCacheFailure.NotACache,
            path,
            null);

    internal static DiskCacheException UnknownVersion(string path, int version)
        => new(
            $"The disk cache '{path}' has format {version}, which this version of Rote does not know. "
            + "Use another path, or delete the file.",
            DiskCacheFailure.UnknownVersion,
            path,
            null);

    internal static DiskCacheException InputOutput(string path, string operation, Exception cause)
        => new(
            $"The disk cache '{path}' could not be {operation}: {cause.Message} Check the disk and the permissions; "
            + "the cache tries again by itself.",
            DiskCacheFailure.InputOutput,
            path,
            cause);

    /// <summary>The same failure for one more caller, with a stack of its own.</summary>
    internal static DiskCacheException Again(DiskCacheException first) => new(first.Message, first.Failure, first.Path, first);

    /// <summary>Whether an exception is one of files.</summary>
    internal static bool IsOfFiles(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
