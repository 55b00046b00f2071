namespace Rote.Monitoring;

/// <summary>Numbers as objects, for tags of spans. Small ones are made once.</summary>
internal static class BoxedCounts
{
    /// <summary>The first number that is made each time.</summary>
    public const int Kept = 1_024;

    private static readonly object[] Boxes = [.. Enumerable.Range(0, Kept).Select(static number => (object)(long)number)];

    public static object Of(long number) => number is >= 0 and < Kept ? Boxes[number] : number;
}
