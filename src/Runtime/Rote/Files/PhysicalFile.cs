using Microsoft.Win32.SafeHandles;

namespace Rote.Files;

/// <summary>A file of the machine, read and written at positions.</summary>
internal sealed class PhysicalFile(SafeFileHandle handle) : IFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(long position, Span<byte> target)
    {
        int total = 0;
        while (total < target.Length)
        {
            int read = RandomAccess.Read(handle, target[total..], position + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Write(long position, ReadOnlySpan<byte> source) => RandomAccess.Write(handle, source, position);

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public void Dispose() => handle.Dispose();
}
