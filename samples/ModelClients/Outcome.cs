namespace ModelClientsSample;

/// <summary>What was sent in each part of the job.</summary>
internal sealed record Outcome(int Texts, int TextsAgain, int Questions, int Streamed, int Greetings);
