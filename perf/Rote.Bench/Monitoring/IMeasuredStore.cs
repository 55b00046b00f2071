namespace Rote.Bench.Monitoring;

/// <summary>A store whose calls are measured, in the three ways that they hand over a result.</summary>
public interface IMeasuredStore
{
    /// <summary>Reads a length.</summary>
    [Monitored]
    int Read(string id);

    /// <summary>Reads a length.</summary>
    [Monitored]
    ValueTask<int> ReadAsync(string id);

    /// <summary>Reads a length.</summary>
    [Monitored]
    Task<int> FetchAsync(string id);
}
