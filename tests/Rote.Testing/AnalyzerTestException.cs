namespace Rote.Testing;

/// <summary>An analyzer or a fix did not do what a test expects.</summary>
public sealed class AnalyzerTestException : Exception
{
    /// <summary>Says what was expected and what came.</summary>
    public AnalyzerTestException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was expected and what came, and why.</summary>
    public AnalyzerTestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
