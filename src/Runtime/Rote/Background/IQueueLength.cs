namespace Rote.Background;

/// <summary>A queue, as its length is shown.</summary>
internal interface IQueueLength
{
    string Name { get; }

    int Length { get; }
}
