namespace ResilienceSample;

/// <summary>The plain provider beside the decorated one.</summary>
internal sealed record Figures(
    Answers Plain, Answers Resilient, int PlainEmbeddings, int Embeddings, int Charges, int MostAtOnce)
{
    private const int Failing = ProviderJob.Texts / 3;

    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold
        => Plain == new Answers(ProviderJob.Texts - Failing, ProviderJob.Summaries)
            && Resilient == new Answers(ProviderJob.Texts, ProviderJob.Summaries)
            && PlainEmbeddings == ProviderJob.Texts
            && Embeddings == ProviderJob.Texts + (2 * Failing)
            && Charges == 5
            && MostAtOnce is 1 or 2;

    public string ToTable() => $"""
                                          plain  resilient
        texts                        {ProviderJob.Texts,10} {ProviderJob.Texts,10}
        embedded                     {Plain.Embedded,10} {Resilient.Embedded,10}
          calls of the provider      {PlainEmbeddings,10} {Embeddings,10}
        charges that fail            {ProviderJob.Charges,10} {ProviderJob.Charges,10}
          calls of the provider      {ProviderJob.Charges,10} {Charges,10}
        summaries                    {Plain.Summarised,10} {Resilient.Summarised,10}
          at once                     unlimited  2 at most
        """;
}
