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

    [Cached(SecondLevel = true)]
    ValueTask<string> TranslateAsync([Scope] string tenant, DayOfWeek day, DayOfWeek? other, Guid id, nint native);

    [Cached(SecondLevel = true)]
    Task<Dictionary<string, long>> SizesAsync(string folder, string[] names);

    [Cached(SecondLevel = true)]
    ValueTask<int> TotalAsync();

    static long Weigh(string value) => value.Length;

    internal static TimeSpan? LifetimeOf(string value) => value[0] switch
    {
        '0' => TimeSpan.Zero,
        '9' => TimeSpan.FromHours(1),
        _ => null,
    };
}
