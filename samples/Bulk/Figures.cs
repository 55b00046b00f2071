namespace BulkSample;

/// <summary>What each way of embedding the texts took.</summary>
internal sealed record Figures(Outcome Plain, Outcome AtOnce, Outcome Split)
{
    private const int Refused = 2;
    private const int Distinct = Texts.Count - (Texts.Count / 8);

    /// <summary>Calls of full batches. A few that left early may come on top: how many, the machine decides.</summary>
    private const int MostCalls = 2 * ((Distinct / EmbeddingService.MaxTexts) + 1);

    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold
        => Plain == new Outcome(Texts.Count, Texts.Count, Texts.Count - Refused, Refused)
            && AtOnce == Split with { Calls = AtOnce.Calls } && AtOnce.Calls <= MostCalls
            && Split == new Outcome((Distinct / EmbeddingService.MaxTexts) + 1, Distinct, Plain.Embedded, Refused);

    public string ToTable() => $"""
                                    plain   at once      bulk
        texts to embed           {Texts.Count,8}  {Texts.Count,8}  {Texts.Count,8}
        calls of the model       {Plain.Calls,8}  {"<= " + MostCalls,8}  {Split.Calls,8}
        texts that travelled     {Plain.Texts,8}  {AtOnce.Texts,8}  {Split.Texts,8}
        texts embedded           {Plain.Embedded,8}  {AtOnce.Embedded,8}  {Split.Embedded,8}
        texts refused, alone     {Plain.Refused,8}  {AtOnce.Refused,8}  {Split.Refused,8}
        """;
}
