using System.ComponentModel;

namespace Rote.Monitoring;

/// <summary>A decorator: it counts the calls that it makes, so whoever calls it does not.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICountsRoundTrips;
