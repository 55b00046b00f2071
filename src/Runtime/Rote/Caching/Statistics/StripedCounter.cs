using System.Runtime.CompilerServices;

namespace Rote.Caching;

/// <summary>Exact counters that many threads raise at no more cost than a plain increment: each thread has its own.</summary>
/// <remarks>
/// A counter is a slot number. Raising it writes to memory that no other thread writes to; reading it adds up all threads and
/// takes time linear in their number. What a thread has counted outlives it. Slots that were given back are used again.
/// </remarks>
internal static class StripedCounter
{
    private static readonly Lock Gate = new();
    private static readonly List<Stripe> Stripes = [];
    private static readonly Stack<int> FreeSlots = new();
    private static long[] s_retired = [];
    private static int s_slots;

    /// <summary>Takes a slot. What it counts from is its present <see cref="Sum"/>.</summary>
    public static int TakeSlot()
    {
        lock (Gate)
        {
            return FreeSlots.TryPop(out int slot) ? slot : s_slots++;
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
        Stripe? stripe = Local.Stripe;
        if (stripe is not null && (uint)(slot + Stripe.Padding) < (uint)stripe.Counts.Length - Stripe.Padding)
        {
            stripe.Counts[slot + Stripe.Padding] += count;
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
                if (slot + Stripe.Padding < counts.Length - Stripe.Padding)
                {
                    sum += Volatile.Read(ref counts[slot + Stripe.Padding]);
                }
            }

            return sum;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddFirst(int slot, long count)
    {
        Stripe? stripe = Local.Stripe;
        if (stripe is null)
        {
            stripe = new Stripe();
            Local.Mark = new ThreadMark(stripe);
            Local.Stripe = stripe;
            lock (Gate)
            {
                Stripes.Add(stripe);
            }
        }

        lock (Gate)
        {
            stripe.Grow(slot);
        }

        stripe.Counts[slot + Stripe.Padding] += count;
    }

    /// <summary>A thread has ended: what it counted is kept, its stripe is not.</summary>
    private static void Retire(Stripe stripe)
    {
        lock (Gate)
        {
            Stripes.Remove(stripe);
            int slots = stripe.Counts.Length - (2 * Stripe.Padding);
            if (s_retired.Length < slots)
            {
                Array.Resize(ref s_retired, slots);
            }

            for (int slot = 0; slot < slots; slot++)
            {
                s_retired[slot] += stripe.Counts[slot + Stripe.Padding];
            }
        }
    }

    /// <summary>What belongs to the running thread; its own class, whose fields need no initialisation check.</summary>
    private static class Local
    {
        [ThreadStatic]
        public static Stripe? Stripe;

        /// <summary>Held only to die with the thread.</summary>
        [ThreadStatic]
        public static ThreadMark? Mark;
    }

    /// <summary>The counters of one thread.</summary>
    private sealed class Stripe
    {
        /// <summary>Numbers before and behind the counters that nobody writes to: two pairs of cache lines.</summary>
        public const int Padding = 16;

        public long[] Counts { get; private set; } = new long[2 * Padding];

        public void Grow(int slot)
        {
            int slots = Counts.Length - (2 * Padding);
            if (slot >= slots)
            {
                long[] counts = new long[Math.Max(slot + 1, slots * 2) + (2 * Padding)];
                Counts.CopyTo(counts, 0);
                Counts = counts;
            }
        }
    }

    /// <summary>Dies with its thread.</summary>
    private sealed class ThreadMark(Stripe stripe)
    {
        ~ThreadMark() => Retire(stripe);
    }
}
