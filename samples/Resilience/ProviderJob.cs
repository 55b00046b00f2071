namespace ResilienceSample;

/// <summary>Asks a provider that is not well, directly and through the decorator.</summary>
internal static class ProviderJob
{
    public const int Texts = 30;
    public const int Charges = 20;
    public const int Summaries = 50;

    public static async Task<Figures> RunAsync(CancellationToken cancellationToken)
    {
        var plain = new Provider();
        Answers plainAnswers = await AskAsync(plain, cancellationToken);

        var provider = new Provider();
        await using var resilient = provider.Decorate();
        Answers answers = await AskAsync(resilient, cancellationToken);

        return new Figures(plainAnswers, answers, plain.Embeddings, provider.Embeddings, provider.Charges, provider.MostAtOnce);
    }

    private static async Task<Answers> AskAsync(IProvider provider, CancellationToken cancellationToken)
    {
        int embedded = 0;
        for (int length = 1; length <= Texts; length++)
        {
            string text = new('a', length);
            embedded += await SucceedsAsync(provider.EmbedAsync(text, cancellationToken).AsTask());
        }

        for (int charge = 0; charge < Charges; charge++)
        {
            await SucceedsAsync(provider.ChargeAsync($"account {charge}", cancellationToken));
        }

        string[] summaries = await Task.WhenAll(
            Enumerable.Range(0, Summaries).Select(number => provider.SummariseAsync($"{number}", cancellationToken)));
        return new Answers(embedded, summaries.Length);
    }

    private static async Task<int> SucceedsAsync(Task call)
    {
        try
        {
            await call;
            return 1;
        }
        catch (Exception error) when (error is HttpRequestException or Polly.CircuitBreaker.BrokenCircuitException)
        {
            return 0;
        }
    }
}
