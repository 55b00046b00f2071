using Rote.Testing.Scheduling;

namespace Rote.Batching;

/// <summary>The processors that callers run on: any, at any moment.</summary>
internal static class Thread
{
    public static int GetCurrentProcessorId()
    {
        Interleaver.Step("GetCurrentProcessorId");
        return Interleaver.Choose(Environment.ProcessorCount);
    }
}
