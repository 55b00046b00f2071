using System.ComponentModel;

namespace Rote.Monitoring;

/// <summary>A decorator or a composite: it counts the calls that it makes, so whoever calls it does not.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICountsRoundTrips;
