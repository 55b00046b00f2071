namespace Rote.Monitoring;

/// <summary>One measured call.</summary>
public readonly struct OperationMeasurement
{
    /// <summary>Ends it as successful.</summary>
    public void Succeed() => throw new NotImplementedException();

    /// <summary>Ends it as failed.</summary>
    public void Fail(Exception exception) => throw new NotImplementedException();
}
