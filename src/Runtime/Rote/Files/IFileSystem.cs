namespace Rote.Files;

/// <summary>
/// The file operations that durable files need. Tests put a simulated one here: torn writes, lost writes, full disks.
/// </summary>
/// <remarks>Failures are <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>. Calls block.</remarks>
internal interface IFileSystem
{
    /// <summary>Makes a folder, and those above it, unless it is there.</summary>
    void CreateDirectory(string path);

    /// <summary>Takes the exclusive lock that a file stands for; the end of the process frees it.</summary>
    /// <returns>The lock, freed by its disposal; or <see langword="null"/>: somebody else holds it.</returns>
    IDisposable? TryLock(string path);

    /// <summary>Opens a file for reading and writing, or returns <see langword="null"/> where there is none.</summary>
    IFile? Open(string path);

    /// <summary>Makes a file that only its owner may read. Fails where there is one, also a link.</summary>
    IFile Create(string path);

    /// <summary>Gives a file the place of another one, at once: who opens the target sees the old file or the new one.</summary>
    void Replace(string source, string target);

    /// <summary>Removes a file, if there is one.</summary>
    void Delete(string path);

    /// <summary>Makes created, replaced and deleted names of a folder durable.</summary>
    void FlushDirectory(string path);
}
