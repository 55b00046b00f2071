using Rote.Testing.Scheduling;

namespace Rote.Schedules.Batching;

/// <summary>What a schedule is made of, drawn from its seed; see <see cref="Caching.Traits"/>.</summary>
internal sealed class BatchTraits
{
    public const int MaxPrograms = 3;

    private static readonly int[] Delays = [0, 10, 20];
    private static readonly int[] Bounds = [1, 2, 3, 4, 100];

    private readonly List<BatchOperation> _operations = [];
    private readonly List<BulkEnd> _ends = [];

    public BatchTraits(SeededRandom random)
    {
        Programs = 2 + random.Next(MaxPrograms - 1);
        OperationsEach = 2 + random.Next(6);
        Kind = (BatcherKind)random.Next(3);
        Groups = 1 + random.Next(2);
        Values = 1 + random.Next(4);
        MaxBatchSize = 1 + random.Next(4);
        MaxConcurrentBatches = 1 + random.Next(2);
        MaxPending = Bounds[random.Next(Bounds.Length)];
        MaxDelay = TimeSpan.FromMilliseconds(Delays[random.Next(Delays.Length)]);
        DrainTimeout = TimeSpan.FromSeconds(random.OnceIn(3) ? 0 : 5);
        CancelsOften = random.OnceIn(2);
        SharesTokens = random.OnceIn(4);
        AsksAgain = random.OnceIn(2);
        BlocksContinuations = random.OnceIn(4);
        DisposesEarly = random.OnceIn(3);
        Draw(random, _operations, BatchOperation.Ask, 4);
        _operations.AddRange(Enumerable.Repeat(BatchOperation.Cancel, CancelsOften ? 3 : 0));
        if (!DisposesEarly)
        {
            _operations.RemoveAll(static operation => operation == BatchOperation.Dispose);
        }

        Draw(random, _ends, BulkEnd.AnswersLater, 2);
    }

    public int Programs { get; }

    public int OperationsEach { get; }

    public BatcherKind Kind { get; }

    public int Groups { get; }

    public int Values { get; }

    public int MaxBatchSize { get; }

    public int MaxConcurrentBatches { get; }

    public int MaxPending { get; }

    public TimeSpan MaxDelay { get; }

    public TimeSpan DrainTimeout { get; }

    public bool CancelsOften { get; }

    /// <summary>Whether all calls of a program have one token.</summary>
    public bool SharesTokens { get; }

    /// <summary>Whether callers call again as soon as they go on.</summary>
    public bool AsksAgain { get; }

    /// <summary>Whether some of them block then.</summary>
    public bool BlocksContinuations { get; }

    public bool DisposesEarly { get; }

    public bool HasResults => Kind != BatcherKind.Writes;

    public BatchOperation NextOperation(SeededRandom random) => _operations[random.Next(_operations.Count)];

    public BulkEnd NextEnd(SeededRandom random) => _ends[random.Next(_ends.Count)];

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
