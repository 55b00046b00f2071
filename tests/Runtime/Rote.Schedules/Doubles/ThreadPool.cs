using Rote.Testing.Scheduling;

namespace Rote;

/// <summary>The workers of the schedule in the place of the pool.</summary>
internal static class ThreadPool
{
    public static bool UnsafeQueueUserWorkItem(IThreadPoolWorkItem item, bool preferLocal)
    {
        if (!Interleaver.Active)
        {
            return System.Threading.ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal);
        }

        Interleaver.Post(item.Execute);
        return true;
    }

    public static bool UnsafeQueueUserWorkItem<T>(Action<T> work, T state, bool preferLocal)
    {
        if (!Interleaver.Active)
        {
            return System.Threading.ThreadPool.UnsafeQueueUserWorkItem(work, state, preferLocal);
        }

        Interleaver.Post(() => work(state));
        return true;
    }
}
