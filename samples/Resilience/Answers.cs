namespace ResilienceSample;

/// <summary>What the callers got.</summary>
internal sealed record Answers(int Embedded, int Summarised);
