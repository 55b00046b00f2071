using Rote.Testing.Scheduling;

namespace Rote.Schedules.Caching;

/// <summary>
/// What a schedule is made of, drawn from its seed. Each leaves most things out, and so does the rest more often (swarm testing:
/// Groce et al. 2012).
/// </summary>
internal sealed class Traits
{
    public const int MaxPrograms = 3;

    private readonly List<Operation> _operations = [];
    private readonly List<LoadEnd> _ends = [];

    public Traits(SeededRandom random)
    {
        Programs = 2 + random.Next(MaxPrograms - 1);
        OperationsEach = 2 + random.Next(4);
        Keys = 1 + random.Next(3);
        Sliding = random.OnceIn(4);
        Jitter = random.OnceIn(4);
        CancelsOften = random.OnceIn(2);
        InMemoryCache = random.OnceIn(4);
        Renews = random.OnceIn(4);
        AnswersStale = random.OnceIn(4);
        TimesOut = random.OnceIn(4);
        Draw(random, _operations, Operation.Get, 3);
        _operations.AddRange(Enumerable.Repeat(Operation.Cancel, CancelsOften ? 3 : 0));
        Draw(random, _ends, LoadEnd.AtOnce, 1);
    }

    public int Programs { get; }

    public int OperationsEach { get; }

    public int Keys { get; }

    public bool Sliding { get; }

    public bool Jitter { get; }

    public bool CancelsOften { get; }

    /// <summary>Whether the region is kept in an <c>IMemoryCache</c>.</summary>
    public bool InMemoryCache { get; }

    public bool Renews { get; }

    public bool AnswersStale { get; }

    public bool TimesOut { get; }

    public Operation NextOperation(SeededRandom random) => _operations[random.Next(_operations.Count)];

    public LoadEnd NextEnd(SeededRandom random) => _ends[random.Next(_ends.Count)];

    private static void Draw<T>(SeededRandom random, List<T> chosen, T always, int times)
        where T : struct, Enum
    {
        chosen.AddRange(Enumerable.Repeat(always, times));
        foreach (T value in Enum.GetValues<T>())
        {
            if (random.OnceIn(2))
            {
                chosen.AddRange(Enumerable.Repeat(value, 1 + random.Next(3)));
            }
        }
    }
}
