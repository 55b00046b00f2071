using Microsoft.Extensions.Logging;

namespace Rote.Background;

/// <summary>Tells callbacks and log what became of items. Never throws: neither may stop a worker.</summary>
internal sealed class QueueReporter<TItem>(BackgroundQueueOptions<TItem> options)
{
    private readonly ILogger? _log = options.LoggerFactory?.CreateLogger("Rote.Background");

    /// <summary>Whether somebody is told of what a stop returns.</summary>
    public bool TellsOfReturned => options.OnReturned is not null;

    public void Failed(TItem item, Exception error)
    {
        Log(log => QueueLog.Failed(log, error, options.Name));
        Call(nameof(options.OnFailed), () => options.OnFailed?.Invoke(item, error));
    }

    public void Returned(BackgroundQueueRemainder<TItem> remainder)
    {
        Log(log => QueueLog.Returned(log, options.Name, remainder.NotStarted.Count, remainder.Interrupted.Count));
        Call(nameof(options.OnReturned), () => options.OnReturned?.Invoke(remainder));
    }

    private void Call(string callback, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            Log(log => QueueLog.CallbackFailed(log, error, callback, options.Name));
        }
    }

    private void Log(Action<ILogger> write)
    {
        if (_log is null)
        {
            return;
        }

        try
        {
            write(_log);
        }
        catch (Exception)
        {
            // The application's log fails, and there is nowhere to say so. The item is counted, and its callback told.
        }
    }
}
