using System.ComponentModel;
using Rote.Monitoring;

namespace Rote.Generated;

/// <summary>Calls that are measured from outside: streams, and asynchronous calls with parameters by reference.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MonitoredCalls
{
    /// <summary>Measures each reading of a stream, from the first item that is asked for to its end.</summary>
    /// <typeparam name="TItem">The items.</typeparam>
    /// <param name="monitor">The monitor.</param>
    /// <param name="stream">The stream.</param>
    /// <returns>The stream, as it is where nobody listens.</returns>
    public static IAsyncEnumerable<TItem> Read<TItem>(OperationMonitor monitor, IAsyncEnumerable<TItem> stream)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        return monitor.IsEnabled && stream is not null ? new MeasuredStream<TItem>(monitor, stream) : stream!;
    }

    /// <summary>How many items a result has. Constant time: nothing is read.</summary>
    /// <typeparam name="TItem">The items.</typeparam>
    /// <param name="items">The result; one that cannot be counted, or is <see langword="null"/>, has none.</param>
    /// <returns>The number.</returns>
    public static long Count<TItem>(IEnumerable<TItem>? items) => items switch
    {
        IReadOnlyCollection<TItem> collection => collection.Count,
        ICollection<TItem> collection => collection.Count,
        _ => 0,
    };

    /// <summary>Ends a measurement with a call that has begun.</summary>
    /// <param name="measurement">The measurement, begun in this very method's caller.</param>
    /// <param name="call">The call.</param>
    /// <returns>The call.</returns>
    public static Task EndAsync(OperationMeasurement measurement, Task call)
    {
        Task measured = AwaitAsync(measurement, new ValueTask(call));
        measurement.LeaveContext();
        return measured;
    }

    /// <inheritdoc cref="EndAsync(OperationMeasurement, Task)"/>
    /// <typeparam name="TResult">What the call brings.</typeparam>
    public static Task<TResult> EndAsync<TResult>(OperationMeasurement measurement, Task<TResult> call)
    {
        Task<TResult> measured = AwaitAsync(measurement, new ValueTask<TResult>(call));
        measurement.LeaveContext();
        return measured;
    }

    /// <inheritdoc cref="EndAsync(OperationMeasurement, Task)"/>
    public static ValueTask EndAsync(OperationMeasurement measurement, ValueTask call)
    {
        Task measured = AwaitAsync(measurement, call);
        measurement.LeaveContext();
        return new ValueTask(measured);
    }

    /// <inheritdoc cref="EndAsync{TResult}(OperationMeasurement, Task{TResult})"/>
    public static ValueTask<TResult> EndAsync<TResult>(OperationMeasurement measurement, ValueTask<TResult> call)
    {
        Task<TResult> measured = AwaitAsync(measurement, call);
        measurement.LeaveContext();
        return new ValueTask<TResult>(measured);
    }

    private static async Task AwaitAsync(OperationMeasurement measurement, ValueTask call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            measurement.Fail(error);
            throw;
        }

        measurement.Succeed();
    }

    private static async Task<TResult> AwaitAsync<TResult>(OperationMeasurement measurement, ValueTask<TResult> call)
    {
        TResult result;
        try
        {
            result = await call.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            measurement.Fail(error);
            throw;
        }

        measurement.Succeed();
        return result;
    }
}
