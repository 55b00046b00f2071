using System.ComponentModel;
using System.Runtime.CompilerServices;
using Rote.Monitoring;

namespace Rote.Generated;

/// <summary>Ends the measurement of calls that may go on after they have returned: asynchronous ones, and streams.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MonitoredCalls
{
    /// <summary>Measures each reading of a stream, from the first item that is asked for to its end.</summary>
    /// <typeparam name="TItem">The items.</typeparam>
    /// <param name="monitor">The monitor.</param>
    /// <param name="stream">The stream.</param>
    /// <returns>The stream, as it is where nobody listens.</returns>
    public static IAsyncEnumerable<TItem> Read<TItem>(OperationMonitor monitor, IAsyncEnumerable<TItem> stream)
        => Read(monitor, stream, series: 0);

    /// <inheritdoc cref="Read{TItem}(OperationMonitor, IAsyncEnumerable{TItem})"/>
    /// <param name="monitor">The monitor.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="series">What the monitor says of its tags.</param>
    public static IAsyncEnumerable<TItem> Read<TItem>(OperationMonitor monitor, IAsyncEnumerable<TItem> stream, int series)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        return monitor.IsEnabled && stream is not null ? new MeasuredStream<TItem>(monitor, stream, series) : stream!;
    }

    /// <summary>How many items a result has. Constant time: nothing is read.</summary>
    /// <typeparam name="TItem">The items.</typeparam>
    /// <param name="items">The result; one that cannot be counted, or is <see langword="null"/>, has none.</param>
    /// <returns>The number.</returns>
    public static long Count<TItem>(IEnumerable<TItem>? items)
    {
        try
        {
            return items switch
            {
                IReadOnlyCollection<TItem> collection => collection.Count,
                ICollection<TItem> collection => collection.Count,
                _ => 0,
            };
        }
        catch (Exception)
        {
            // The collection is the store's own code. What it throws must cost neither the caller the answer nor the
            // measurement its end.
            return 0;
        }
    }

    /// <summary>Ends a measurement with a call that has begun. Allocates nothing where the call has ended already.</summary>
    /// <param name="measurement">The measurement, begun in this very method's caller.</param>
    /// <param name="call">The call.</param>
    /// <returns>The call.</returns>
    public static Task EndAsync(OperationMeasurement measurement, Task call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.IsCompletedSuccessfully)
        {
            measurement.Succeed();
            return call;
        }

        Task measured = AwaitAsync(measurement, call);
        measurement.LeaveContext();
        return measured;
    }

    /// <inheritdoc cref="EndAsync(OperationMeasurement, Task)"/>
    /// <typeparam name="TResult">What the call brings.</typeparam>
    public static Task<TResult> EndAsync<TResult>(OperationMeasurement measurement, Task<TResult> call)
        => EndAsync(measurement, call, count: null);

    /// <inheritdoc cref="EndAsync(OperationMeasurement, Task)"/>
    /// <typeparam name="TResult">What the call brings.</typeparam>
    /// <param name="measurement">The measurement, begun in this very method's caller.</param>
    /// <param name="call">The call.</param>
    /// <param name="count">Counts the items of the result; <see langword="null"/>: it has none.</param>
    public static Task<TResult> EndAsync<TResult>(
        OperationMeasurement measurement, Task<TResult> call, Func<TResult, long>? count)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.IsCompletedSuccessfully)
        {
            Succeed(in measurement, new ValueTask<TResult>(call).Result, count);
            return call;
        }

        Task<TResult> measured = AwaitAsync(measurement, call, count);
        measurement.LeaveContext();
        return measured;
    }

    /// <inheritdoc cref="EndAsync(OperationMeasurement, Task)"/>
    public static ValueTask EndAsync(OperationMeasurement measurement, ValueTask call)
    {
        if (call.IsCompletedSuccessfully)
        {
            call.GetAwaiter().GetResult();
            measurement.Succeed();
            return default;
        }

        ValueTask measured = AwaitAsync(measurement, call);
        measurement.LeaveContext();
        return measured;
    }

    /// <inheritdoc cref="EndAsync{TResult}(OperationMeasurement, Task{TResult})"/>
    public static ValueTask<TResult> EndAsync<TResult>(OperationMeasurement measurement, ValueTask<TResult> call)
        => EndAsync(measurement, call, count: null);

    /// <inheritdoc cref="EndAsync{TResult}(OperationMeasurement, Task{TResult}, Func{TResult, long})"/>
    public static ValueTask<TResult> EndAsync<TResult>(
        OperationMeasurement measurement, ValueTask<TResult> call, Func<TResult, long>? count)
    {
        if (call.IsCompletedSuccessfully)
        {
            TResult result = call.Result;
            Succeed(in measurement, result, count);
            return new ValueTask<TResult>(result);
        }

        ValueTask<TResult> measured = AwaitAsync(measurement, call, count);
        measurement.LeaveContext();
        return measured;
    }

    private static void Succeed<TResult>(in OperationMeasurement measurement, TResult result, Func<TResult, long>? count)
    {
        if (count is null)
        {
            measurement.Succeed();
        }
        else
        {
            measurement.Succeed(count(result));
        }
    }

    private static async Task AwaitAsync(OperationMeasurement measurement, Task call)
        => await AwaitAsync(measurement, new ValueTask(call)).ConfigureAwait(false);

    private static async Task<TResult> AwaitAsync<TResult>(
        OperationMeasurement measurement, Task<TResult> call, Func<TResult, long>? count)
        => await AwaitAsync(measurement, new ValueTask<TResult>(call), count).ConfigureAwait(false);

    // Used again: a call that goes on costs nothing more while somebody listens.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask AwaitAsync(OperationMeasurement measurement, ValueTask call)
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<TResult> AwaitAsync<TResult>(
        OperationMeasurement measurement, ValueTask<TResult> call, Func<TResult, long>? count)
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

        Succeed(in measurement, result, count);
        return result;
    }
}
