using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>Exact counters that many threads raise at no more cost than a plain increment: each thread has its own.</summary>
/// <remarks>
/// A counter is a slot number. Raising it writes to memory that no other thread writes to; reading it adds up all threads and
/// takes time linear in their number. What a thread has counted outlives it. Slots that were given back are used again.
/// </remarks>
internal static class StripedCounter
{
    /// <summary>
    /// Numbers before the counters of a thread that nobody writes to, two pairs of cache lines: what stands in front of them is
    /// another thread's.
    /// </summary>
    private const int Padding = 16;

    private static readonly Lock Gate = new();
    private static readonly List<Stripe> Stripes = [];
    private static readonly Stack<int> FreeSlots = new();
    private static long[] s_retired = [];
    private static int s_nextSlot = Padding;

    /// <summary>Takes a slot. What it counts from is its present <see cref="Sum"/>.</summary>
    public static int TakeSlot()
    {
        lock (Gate)
        {
            return FreeSlots.TryPop(out int slot) ? slot : s_nextSlot++;
        }
    }

    public static void ReturnSlot(int slot)
    {
        lock (Gate)
        {
            FreeSlots.Push(slot);
        }
    }

    /// <summary>Raises a counter. No lock, no atomic operation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(int slot, long count)
    {
        long[]? counts = Local.Counts;
        if (counts is not null && (uint)slot < (uint)counts.Length)
        {
            counts[slot] += count;
        }
        else
        {
            AddFirst(slot, count);
        }
    }

    /// <summary>What all threads have counted.</summary>
    public static long Sum(int slot)
    {
        lock (Gate)
        {
            long sum = slot < s_retired.Length ? s_retired[slot] : 0;
            foreach (Stripe stripe in Stripes)
            {
                long[] counts = stripe.Counts;
                if (slot < counts.Length)
                {
                    sum += Volatile.Read(ref counts[slot]);
                }
            }

            return sum;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddFirst(int slot, long count)
    {
        Local.Mark ??= new ThreadMark(new Stripe());
        Stripe stripe = Local.Mark.Stripe;
        lock (Gate)
        {
            if (Local.Counts is null)
            {
                Stripes.Add(stripe);
            }

            stripe.Grow(slot);
        }

        Local.Counts = stripe.Counts;
        stripe.Counts[slot] += count;
    }

    /// <summary>A thread has ended: what it counted is kept, its stripe is not.</summary>
    private static void Retire(Stripe stripe)
    {
        lock (Gate)
        {
            Stripes.Remove(stripe);
            if (s_retired.Length < stripe.Counts.Length)
            {
                Array.Resize(ref s_retired, stripe.Counts.Length);
            }

            for (int slot = 0; slot < stripe.Counts.Length; slot++)
            {
                s_retired[slot] += stripe.Counts[slot];
            }
        }
    }

    /// <summary>What belongs to the running thread; its own class, whose fields need no initialisation check.</summary>
    private static class Local
    {
        /// <summary>Those of its stripe; <see langword="null"/>: it has none yet.</summary>
        [ThreadStatic]
        public static long[]? Counts;

        /// <summary>Dies with the thread.</summary>
        [ThreadStatic]
        public static ThreadMark? Mark;
    }

    /// <summary>The counters of one thread.</summary>
    private sealed class Stripe
    {
        public long[] Counts { get; private set; } = [];

        public void Grow(int slot)
        {
            if (slot >= Counts.Length)
            {
                long[] counts = new long[Math.Max(slot + 1, Counts.Length * 2)];
                Counts.CopyTo(counts, 0);
                Counts = counts;
            }
        }
    }

    /// <summary>Dies with its thread.</summary>
    private sealed class ThreadMark(Stripe stripe)
    {
        ~ThreadMark() => Retire(Stripe);

        public Stripe Stripe { get; } = stripe;
    }
}
