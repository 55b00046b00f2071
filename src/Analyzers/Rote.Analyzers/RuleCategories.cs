namespace Rote.Analyzers;

/// <summary>The categories under which editors group the rules.</summary>
internal static class RuleCategories
{
    public const string Usage = "Rote.Usage";

    public const string Attributes = "Rote.Attributes";
}
