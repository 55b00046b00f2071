namespace FanOutSample;

/// <summary>What came of the questions, and of a fact that is to be forgotten.</summary>
internal sealed record Figures(
    int PlainAnswers, int Answers, int DifferentAnswers, string Answer, int Missing, int NotForgottenBy, IReadOnlyList<int> Facts)
{
    private const string Expected = "ann and bob drink tea in the garden, ann likes tea, how to drink tea, where tea grows";

    /// <summary>Whether the sample has shown what it says.</summary>
    public bool Hold
        => PlainAnswers == 0
            && Answers == RecallJob.Questions
            && DifferentAnswers == 1
            && Answer == Expected
            && Missing == 2 * RecallJob.Questions
            && NotForgottenBy == 2
            && Facts is [2, 1];

    public string ToTable() => $"""
                                       plain  fanned out
        questions                  {RecallJob.Questions,9} {RecallJob.Questions,11}
        answered                   {PlainAnswers,9} {Answers,11}
          different answers        {"",9} {DifferentAnswers,11}
          memories reported missing{"",9} {Missing,11}
        memories that did not forget{"",8} {NotForgottenBy,11}

        {Answer.Replace(", ", "\n", StringComparison.Ordinal)}
        """;
}
