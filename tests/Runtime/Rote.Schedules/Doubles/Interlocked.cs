using System.Runtime.CompilerServices;
using Rote.Testing.Scheduling;
using Real = System.Threading.Interlocked;

namespace Rote;

/// <summary>Atomic operations with a step before and after each.</summary>
internal static class Interlocked
{
    public static void MemoryBarrier([CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Interleaver.Step("MemoryBarrier", file, line);

    public static int Increment(ref int location, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Step(Real.Increment(ref Step(ref location, "Increment", file, line)), file, line);

    public static long Increment(ref long location, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Step(Real.Increment(ref Step(ref location, "Increment", file, line)), file, line);

    public static int Decrement(ref int location, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Step(Real.Decrement(ref Step(ref location, "Decrement", file, line)), file, line);

    public static long Decrement(ref long location, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Step(Real.Decrement(ref Step(ref location, "Decrement", file, line)), file, line);

    public static int Add(ref int location, int value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Step(Real.Add(ref Step(ref location, "Add", file, line), value), file, line);

    public static long Add(ref long location, long value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Step(Real.Add(ref Step(ref location, "Add", file, line), value), file, line);

    public static long Read(ref long location, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Step(Real.Read(ref Step(ref location, "Read", file, line)), file, line);

    public static T Exchange<T>(ref T location, T value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Step(Real.Exchange(ref Step(ref location, "Exchange", file, line), value), file, line);

    public static T CompareExchange<T>(
        ref T location, T value, T comparand, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        => Step(Real.CompareExchange(ref Step(ref location, "CompareExchange", file, line), value, comparand), file, line);

    private static ref T Step<T>(ref T location, string what, string file, int line)
    {
        Interleaver.Step(what, file, line);
        return ref location;
    }

    private static T Step<T>(T result, string file, int line)
    {
        Interleaver.Step("done", file, line);
        return result;
    }
}
