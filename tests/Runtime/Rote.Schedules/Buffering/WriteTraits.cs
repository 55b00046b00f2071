using Rote.Buffering;
using Rote.Testing.Scheduling;

namespace Rote.Schedules.Buffering;

/// <summary>What a schedule of writes is made of, drawn from its seed; each leaves most things out.</summary>
internal sealed class WriteTraits
{
    public const int MaxPrograms = 3;
    public const int DrainSeconds = 20;

    private const int CommitSeconds = 5;

    private readonly List<WriteOperation> _operations = [];
    private readonly List<WriteEnd> _ends = [];
    private readonly List<WriteEnd> _letterEnds = [];

    public WriteTraits(SeededRandom random)
    {
        Programs = 2 + random.Next(MaxPrograms - 1);
        OperationsEach = 2 + random.Next(6);
        Partitions = 1 + random.Next(2);
        CancelsOften = random.OnceIn(2);
        PoisonOnceIn = random.OnceIn(2) ? 4 : 1_000;
        HasDeadLetters = !random.OnceIn(3);
        TimesOut = random.OnceIn(2);
        Retries = random.OnceIn(3);
        Policy = new WriteBehindPolicy
        {
            Operation = "Store",
            FlushSize = 1 + random.Next(4),
            MaxCommitSize = 1 + random.Next(5),
            MaxPending = 1 + random.Next(7),
            MaxConcurrentCommits = 1 + random.Next(2),
            MaxDelay = TimeSpan.FromSeconds(10),
            CommitTimeout = TimesOut ? TimeSpan.FromSeconds(CommitSeconds) : Timeout.InfiniteTimeSpan,
            Acknowledge = random.OnceIn(2) ? WriteAcknowledgement.OnFlush : WriteAcknowledgement.OnEnqueue,
            PoisonIsolation = random.OnceIn(2),
        };
        Draw(random, _operations, WriteOperation.Add, 4);
        _operations.AddRange(Enumerable.Repeat(WriteOperation.Cancel, CancelsOften ? 3 : 0));
        Draw(random, _ends, WriteEnd.AtOnce, 2);
        Draw(random, _letterEnds, WriteEnd.AtOnce, 2);
    }

    public int Programs { get; }

    public int OperationsEach { get; }

    public int Partitions { get; }

    public bool CancelsOften { get; }

    public int PoisonOnceIn { get; }

    public bool HasDeadLetters { get; }

    public bool TimesOut { get; }

    public bool Retries { get; }

    public WriteBehindPolicy Policy { get; }

    /// <summary>Whether the store fails for poison only.</summary>
    public bool FailsForPoisonOnly => _ends.TrueForAll(static end => end is WriteEnd.AtOnce or WriteEnd.Later);

    /// <summary>Whether every call of the store and of the callback ends by itself.</summary>
    public bool NeverHangs => !_ends.Contains(WriteEnd.Hangs) && !_letterEnds.Contains(WriteEnd.Hangs);

    public bool IsAcknowledgedEarly => Policy.Acknowledge == WriteAcknowledgement.OnEnqueue;

    public WriteOperation NextOperation(SeededRandom random) => _operations[random.Next(_operations.Count)];

    public WriteEnd NextEnd(SeededRandom random) => _ends[random.Next(_ends.Count)];

    public WriteEnd NextLetterEnd(SeededRandom random) => _letterEnds[random.Next(_letterEnds.Count)];

    private static void Draw<T>(SeededRandom random, List<T> chosen, T always, int times)
        where T : struct, Enum
    {
        chosen.AddRange(Enumerable.Repeat(always, times));
        foreach (T value in Enum.GetValues<T>())
        {
            if (random.OnceIn(2))
            {
                chosen.AddRange(Enumerable.Repeat(value, 1 + random.Next(2)));
            }
        }
    }
}
