using System.Diagnostics.Metrics;
using Rote.Monitoring;

namespace Rote.Buffering;

/// <summary>The cost of a buffer in metrics: bulk calls, their sizes, and how writes end.</summary>
internal sealed class BufferTelemetry(string operation)
{
    private const string OutcomeTag = "write_behind.outcome";

    private static readonly KeyValuePair<string, object?> Succeeded = new(OutcomeTag, "success");
    private static readonly KeyValuePair<string, object?> Failed = new(OutcomeTag, "failure");
    private static readonly KeyValuePair<string, object?> Delivered = new(OutcomeTag, "delivered");
    private static readonly KeyValuePair<string, object?> DeadLettered = new(OutcomeTag, "dead_lettered");
    private static readonly KeyValuePair<string, object?> Returned = new(OutcomeTag, "returned");

    private static readonly Counter<long> Commits = RoteTelemetry.Meter.CreateCounter<long>(
        "write_behind.commits", "{call}", "Bulk calls of write-behind buffers by their outcome: what the buffers cost.");

    private static readonly Counter<long> Items = RoteTelemetry.Meter.CreateCounter<long>(
        "write_behind.items", "{item}", "Buffered writes by how they ended.");

    private readonly KeyValuePair<string, object?> _operation = new(RoteTelemetry.OperationNameTag, operation);

    public void BeginCommit(int size)
    {
        if (RoteTelemetry.BatchSize.Enabled)
        {
            RoteTelemetry.BatchSize.RecordQuietly(size, _operation);
        }
    }

    public void EndCommit(bool succeeded)
    {
        if (Commits.Enabled)
        {
            Commits.AddQuietly(1, _operation, succeeded ? Succeeded : Failed);
        }
    }

    public void Settle(WriteOutcome outcome, int count)
    {
        if (count > 0 && Items.Enabled)
        {
            Items.AddQuietly(count, _operation, outcome switch
            {
                WriteOutcome.Delivered => Delivered,
                WriteOutcome.DeadLettered => DeadLettered,
                _ => Returned,
            });
        }
    }
}
