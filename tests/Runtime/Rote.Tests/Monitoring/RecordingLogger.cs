using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rote.Tests.Monitoring;

/// <summary>Keeps the lines that are logged.</summary>
internal sealed class RecordingLogger : ILoggerFactory, ILogger
{
    private string _category = string.Empty;

    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName)
    {
        _category = categoryName;
        return this;
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Lines.Enqueue($"{logLevel} {_category}: {formatter(state, exception)}");

    public void Dispose()
    {
    }
}
