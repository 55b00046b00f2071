using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rote.Tests.Monitoring;

/// <summary>Listens to the toolkit's spans.</summary>
internal sealed class RecordingSource : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _stopped = [];

    public RecordingSource()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rote",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity[] Of(string operation) => [.. _stopped.Where(span => span.OperationName == operation)];

    public void Dispose() => _listener.Dispose();
}
