namespace Rote.Analyzers;

/// <summary>Where each rule is explained.</summary>
internal static class HelpLinks
{
    private const string Pages = "https://github.com/rote-dev/rote/blob/main/docs/rules/";

    /// <summary>The address of a rule's page.</summary>
    public static string For(string ruleId) => Pages + ruleId + ".md";
}
