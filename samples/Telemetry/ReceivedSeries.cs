namespace TelemetrySample;

/// <summary>A point of a time series that has arrived.</summary>
/// <param name="Instrument">The instrument's name.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Value">Of a histogram the number of its values; else the value.</param>
internal sealed record ReceivedSeries(string Instrument, IReadOnlyDictionary<string, string> Tags, double Value);
