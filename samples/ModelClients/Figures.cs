namespace ModelClientsSample;

/// <summary>What was sent, without Rote and with it.</summary>
internal sealed record Figures(Outcome Plain, Outcome Rote)
{
    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold => Plain == new Outcome(200, 200, 120, 120, 5) && Rote == new Outcome(150, 0, 40, 0, 0);

    public string ToTable() => $"""
                                       plain      Rote
        200 notes: texts sent       {Plain.Texts,8}  {Rote.Texts,8}
        the same notes again        {Plain.TextsAgain,8}  {Rote.TextsAgain,8}
        120 questions: requests     {Plain.Questions,8}  {Rote.Questions,8}
        the same, as streams        {Plain.Streamed,8}  {Rote.Streamed,8}
        5 greetings: requests       {Plain.Greetings,8}  {Rote.Greetings,8}
        """;
}
