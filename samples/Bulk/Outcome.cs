namespace BulkSample;

/// <summary>What embedding all texts took.</summary>
/// <param name="Calls">Round trips.</param>
/// <param name="Texts">Texts that travelled.</param>
/// <param name="Embedded">Texts that have a vector now.</param>
/// <param name="Refused">Texts that the model refused.</param>
internal sealed record Outcome(int Calls, int Texts, int Embedded, int Refused);
