namespace Rote.Generators.Tests.Behaviour;

/// <summary>Options of caching that the runtime acts on.</summary>
public interface IArchive
{
    [Cached(Seconds = 60, LifetimeFrom = nameof(LifetimeOf))]
    ValueTask<string?> ReadAsync(int id);

    [Cached(MaxWeight = 10, WeightFrom = nameof(Weigh))]
    Task<IReadOnlyList<string>> ListAsync(IReadOnlyList<int> ids);

    [Cached(Seconds = 60, StaleSeconds = 60)]
    ValueTask<string> FetchAsync(int id);

    [Cached(LoadTimeoutMilliseconds = 500)]
    Task<string> WaitAsync(int id, CancellationToken ct = default);

    static long Weigh(string value) => value.Length;

    internal static TimeSpan? LifetimeOf(string value) => value[0] switch
    {
        '0' => TimeSpan.Zero,
        '9' => TimeSpan.FromHours(1),
        _ => null,
    };
}
