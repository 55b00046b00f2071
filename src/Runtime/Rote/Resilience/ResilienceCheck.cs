namespace Rote.Resilience;

/// <summary>Checks the options of an operation before anything is known of it: what makes no sense for any is refused.</summary>
internal static class ResilienceCheck
{
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public static void Check(string operation, ResilienceOptions changes)
    {
        if (changes is null)
        {
            throw new ArgumentNullException(
                nameof(changes), $"RoteOptions.Resilience['{operation}'] is null. Remove it, or give it options.");
        }

        if (changes.Pipeline is not null && changes.HasSettings)
        {
            throw new ArgumentException(
                $"RoteOptions.Resilience['{operation}'] has a pipeline of its own, beside settings that it would ignore. Leave "
                + "Pipeline or the settings out.",
                nameof(changes));
        }

        _ = ResilienceSettings.Of(new ResiliencePolicy { Operation = operation, IsReadOnly = true }, changes);
    }
}
