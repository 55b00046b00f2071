using System.Globalization;
using System.Runtime.InteropServices;

namespace Rote.Files;

/// <summary>What a durable rename needs and .NET does not offer: fsync of a folder (dotnet/runtime#28169).</summary>
internal static class NativeFiles
{
    public static void ThrowIfFailed(int result, string call, string path)
    {
        if (result < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{call}' of the folder '{path}' failed: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})."));
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Close(int descriptor);
}
