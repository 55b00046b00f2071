namespace Rote.Bench.Models;

/// <summary>A question in one of its wordings.</summary>
/// <param name="Meaning">What is asked: two wordings of one meaning have one answer.</param>
/// <param name="Text">How.</param>
internal sealed record Question(int Meaning, string Text);
