using Microsoft.Extensions.Logging;

namespace Rote.Tests.Caching.Levels;

/// <summary>A log whose target is gone, as the one of Microsoft.Extensions.Logging then is: it throws.</summary>
internal sealed class ThrowingLog : ILoggerFactory, ILogger
{
    private int _lines;

    public int Lines => Volatile.Read(ref _lines);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Interlocked.Increment(ref _lines);
        throw new AggregateException("An error occurred while writing to logger(s).", new IOException("The target is gone."));
    }

    public void Dispose()
    {
    }
}
