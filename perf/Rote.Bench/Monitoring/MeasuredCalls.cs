using System.Runtime.CompilerServices;

namespace Rote.Bench.Monitoring;

/// <summary>
/// Loops of calls, compiled for each wrapper on its own: at a call site of an application there is one kind of store, and the
/// compiler makes use of that.
/// </summary>
/// <typeparam name="TWrapper">Tells the loops apart; a struct, so that they share no code.</typeparam>
internal static class MeasuredCalls<TWrapper>
    where TWrapper : struct
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Read(IMeasuredStore store, string id, int calls)
    {
        var sum = 0;
        for (var call = 0; call < calls; call++)
        {
            sum += store.Read(id);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ReadAsync(IMeasuredStore store, string id, int calls)
    {
        var sum = 0;
        for (var call = 0; call < calls; call++)
        {
            sum += Caching.Hits.Completed.Result(store.ReadAsync(id));
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int FetchAsync(IMeasuredStore store, string id, int calls)
    {
        var sum = 0;
        for (var call = 0; call < calls; call++)
        {
            sum += Caching.Hits.Completed.Result(new ValueTask<int>(store.FetchAsync(id)));
        }

        return sum;
    }
}
