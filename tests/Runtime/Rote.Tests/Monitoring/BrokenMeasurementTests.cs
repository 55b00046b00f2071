using System.Collections;
using System.Diagnostics;
using Rote.Generated;
using Rote.Monitoring;

namespace Rote.Tests.Monitoring;

/// <summary>Listeners and collections that throw, and callers whose own span is over.</summary>
[Collection("Telemetry")]
public sealed class BrokenMeasurementTests
{
    private readonly DecoratorContext _context = new("ITest", options: null);

    [Fact]
    public void ListenerThatThrowsAtTheEnd_CostsNeitherTheAnswerNorTheCounts()
    {
        const string Name = "broken.end";
        using ActivityListener broken = Listen(stopped: span => Throw(span, Name));
        OperationMonitor monitor = _context.Monitor(new MonitorPolicy { Operation = Name, Profile = true });
        Activity? before = Activity.Current;

        Assert.Equal(5, Measured(monitor, static () => 5));
        Assert.Throws<IOException>(() => Measured(monitor, static () => throw new IOException()));
        Assert.Same(before, Activity.Current);

        using var budget = RoundTripBudget.AtMost(1);
        RoundTrips.Count("broken");
        Assert.Equal(1, budget.Count);
    }

    [Fact]
    public void ListenerThatThrowsAtTheStart_CostsNotTheCall()
    {
        const string Name = "broken.start";
        using ActivityListener broken = Listen(started: span => Throw(span, Name));
        OperationMonitor monitor = _context.Monitor(new MonitorPolicy { Operation = Name });
        Activity? before = Activity.Current;

        Assert.Equal(5, Measured(monitor, static () => 5));
        Assert.Same(before, Activity.Current);
    }

    [Fact]
    public void ProfileEndedTwice_CountsOnce()
    {
        var call = ProfiledCall.Start();
        call.End();
        call.End();

        using var budget = RoundTripBudget.AtMost(1);
        RoundTrips.Count("twice");
        Assert.Equal(1, budget.Count);
    }

    [Fact]
    public async Task ResultThatCannotBeCounted_IsReturnedAndTheMeasurementEnds()
    {
        using var metrics = new RecordingMeter();
        OperationMonitor monitor = _context.Monitor(new MonitorPolicy { Operation = "uncountable" });
        var gate = new TaskCompletionSource<Uncountable>(TaskCreationOptions.RunContinuationsAsynchronously);
        var result = new Uncountable();

        Task<Uncountable> call = MonitoredCalls.EndAsync(
            monitor.Start(), gate.Task, static list => MonitoredCalls.Count(list));
        gate.SetResult(result);

        Assert.Same(result, await call);
        Assert.Single(metrics.Of("db.client.operation.duration", "db.operation.name", "uncountable"));
    }

    [Fact]
    public async Task CallerWhoseSpanIsOver_IsNotLeftUnderTheSpanOfItsCall()
    {
        using ActivityListener listener = Listen();
        using var source = new ActivitySource("BrokenMeasurementTests");
        OperationMonitor monitor = _context.Monitor(new MonitorPolicy { Operation = "orphan" });
        using Activity request = source.StartActivity("request")!;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // What a request has started and not waited for.
        Task<(Activity?, Activity?)> work = Task.Run(
            async () =>
            {
                await over.Task;
                Assert.Same(request, Activity.Current);
                OperationMeasurement measurement = monitor.Start();
                Activity? span = Activity.Current;
                Task call = MonitoredCalls.EndAsync(measurement, gate.Task);
                Activity? current = Activity.Current;
                gate.SetResult();
                await call;
                return (span, current);
            },
            TestContext.Current.CancellationToken);
        request.Stop();
        over.SetResult();
        (Activity? during, Activity? after) = await work;

        Assert.Same(request, during!.Parent);
        Assert.Same(request, after);
    }

    private static int Measured(OperationMonitor monitor, Func<int> call)
    {
        // As generated code has it.
        OperationMeasurement measurement = monitor.Start();
        try
        {
            int result = call();
            measurement.Succeed();
            return result;
        }
        catch (Exception exception)
        {
            measurement.Fail(exception);
            throw;
        }
    }

    private static void Throw(Activity span, string name)
    {
        if (span.OperationName == name)
        {
            throw new InvalidOperationException("broken listener");
        }
    }

    private static ActivityListener Listen(Action<Activity>? started = null, Action<Activity>? stopped = null)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Rote" or "BrokenMeasurementTests",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = started,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed class Uncountable : IReadOnlyCollection<int>
    {
        public int Count => throw new NotSupportedException();

        public IEnumerator<int> GetEnumerator() => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
