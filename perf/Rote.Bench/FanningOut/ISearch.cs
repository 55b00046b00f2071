namespace Rote.Bench.FanningOut;

/// <summary>The interface whose composite is measured.</summary>
internal interface ISearch
{
    [FanOut(Score = nameof(Hit.Score), Key = nameof(Hit.Id))]
    ValueTask<IReadOnlyList<Hit>> SearchAsync(string query, int limit, CancellationToken ct = default);
}
