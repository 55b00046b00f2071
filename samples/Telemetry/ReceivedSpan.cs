namespace TelemetrySample;

/// <summary>A span that has arrived.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Links">Spans of other traces that it is linked to.</param>
internal sealed record ReceivedSpan(string Name, int Links);
