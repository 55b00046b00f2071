using Microsoft.Extensions.Logging;

namespace Rote.Tests.Monitoring;

/// <summary>A log that is broken.</summary>
internal sealed class ThrowingLogger : ILoggerFactory, ILogger
{
    private int _thrown;

    /// <summary>How often it has thrown.</summary>
    public int Thrown => Volatile.Read(ref _thrown);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Interlocked.Increment(ref _thrown);
        throw new InvalidDataException("The log is broken.");
    }

    public void Dispose()
    {
    }
}
