namespace Rote.Monitoring;

/// <summary>Measures one operation.</summary>
public sealed class OperationMonitor
{
    internal OperationMonitor()
    {
    }

    /// <summary>Whether anybody listens: where not, the operation is called directly.</summary>
    public bool IsEnabled => throw new NotImplementedException();

    /// <summary>Counts an operation answered from the cache.</summary>
    public void CountHit() => throw new NotImplementedException();

    /// <summary>Begins a measurement.</summary>
    public OperationMeasurement Start() => throw new NotImplementedException();
}
