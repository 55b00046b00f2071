namespace Rote.Bench.FanningOut;

/// <summary>What is written without a toolkit: everybody at once, then one query over all that came.</summary>
internal static class HandWritten
{
    public static async Task<IReadOnlyList<Hit>> SearchAsync(
        IReadOnlyList<ISearch> stores, string query, int limit, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
            stores.Select(store => Task.Run(() => store.SearchAsync(query, limit, cancellationToken).AsTask())));
        return
        [
            .. answers
                .SelectMany(answer => answer)
                .OrderByDescending(hit => hit.Score)
                .DistinctBy(hit => hit.Id)
                .Take(limit),
        ];
    }
}
