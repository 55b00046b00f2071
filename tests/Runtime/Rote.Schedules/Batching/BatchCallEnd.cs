namespace Rote.Schedules.Batching;

/// <summary>How a call ended.</summary>
internal enum BatchCallEnd
{
    None,
    Delivered,
    Failed,
    Cancelled,
    Drained,
    Refused,
}
