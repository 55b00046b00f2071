using System.Runtime.CompilerServices;
using Rote.Testing.Scheduling;

namespace Rote;

/// <summary>Volatile accesses with a step before each, and one after each write.</summary>
internal static class Volatile
{
    public static T Read<T>(
        ref readonly T location, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Interleaver.Step("Read", file, line);
        return location;
    }

    public static void Write<T>(ref T location, T value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Interleaver.Step("Write", file, line);
        location = value;
        Interleaver.Step("done", file, line);
    }

    /// <summary>A schedule's steps are in order: nothing to hold back.</summary>
    public static void ReadBarrier([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Interleaver.Step("ReadBarrier", file, line);

    /// <summary>As <see cref="ReadBarrier"/>.</summary>
    public static void WriteBarrier([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Interleaver.Step("WriteBarrier", file, line);
}
