namespace Rote.Tests.Caching.Table;

/// <summary>A key of several words that belong together: half of one and half of another is found out.</summary>
internal readonly record struct WideKey(long First, long Second, long Third)
{
    public static WideKey Of(long number) => new(number, ~number, number * 3);

    public bool IsWhole => Second == ~First && Third == First * 3;

    /// <summary>Few codes, so that rows of slots move a lot.</summary>
    public override int GetHashCode() => (int)(First % 50);
}
