using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Rote.Files;

/// <summary>The machine's files.</summary>
internal sealed class PhysicalFileSystem : IFileSystem
{
    public static PhysicalFileSystem Instance { get; } = new();

    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    public IDisposable? TryLock(string path)
    {
        SafeFileHandle? held = TryOpenAlone(path);
        if (held is null)
        {
            return null;
        }

        // Some network file systems, and a switch of the runtime, ignore locks. One that does not exclude is none.
        using SafeFileHandle? second = TryOpenAlone(path);
        if (second is null)
        {
            return held;
        }

        held.Dispose();
        throw new IOException($"Locks have no effect on '{path}'. Use a file system that supports them.");
    }

    public IFile? Open(string path)
    {
        try
        {
            return new PhysicalFile(OpenShared(path, FileMode.Open));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public IFile Create(string path)
    {
        SafeFileHandle handle = OpenShared(path, FileMode.CreateNew);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(handle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return new PhysicalFile(handle);
    }

    public void Replace(string source, string target) => File.Move(source, target, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public void FlushDirectory(string path)
    {
        // Windows has no such call: NTFS journals names.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        int descriptor = NativeFiles.Open(name, 0);
        NativeFiles.ThrowIfFailed(descriptor, "open", path);
        try
        {
            NativeFiles.ThrowIfFailed(NativeFiles.Flush(descriptor), "fsync", path);
        }
        finally
        {
            _ = NativeFiles.Close(descriptor);
        }
    }

    private static SafeFileHandle? TryOpenAlone(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsSharingViolation(exception))
        {
            return null;
        }
    }

    private static SafeFileHandle OpenShared(string path, FileMode mode)
        => File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    // Windows: ERROR_SHARING_VIOLATION as an HRESULT; Unix: EWOULDBLOCK of Linux and of macOS.
    private static bool IsSharingViolation(IOException exception)
        => exception.HResult is unchecked((int)0x80070020) or 11 or 35;
}
