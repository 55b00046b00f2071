namespace ResilienceSample;

/// <summary>Fails every third text twice, and all charges; counts what reaches it.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Provider : IProvider
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _asked = [];
    private int _summarising;

    public int Embeddings { get; private set; }

    public int Charges { get; private set; }

    public int MostAtOnce { get; private set; }

    public ValueTask<string> EmbedAsync(string text, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Embeddings++;
            int asked = _asked[text] = _asked.GetValueOrDefault(text) + 1;
            return asked <= 2 && text.Length % 3 == 0
                ? ValueTask.FromException<string>(new HttpRequestException("503"))
                : ValueTask.FromResult($"vector of {text}");
        }
    }

    public Task ChargeAsync(string account, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Charges++;
        }

        return Task.FromException(new HttpRequestException("502"));
    }

    public async Task<string> SummariseAsync(string text, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _summarising++;
            MostAtOnce = Math.Max(MostAtOnce, _summarising);
        }

        await Task.Yield();
        lock (_gate)
        {
            _summarising--;
        }

        return text;
    }
}
