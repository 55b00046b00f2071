using Microsoft.Extensions.Options;

namespace Rote.Hosting;

/// <summary>Turns what is wrong with options into what the host reports at its start.</summary>
internal static class OptionsCheck
{
    /// <param name="name">What the options are for.</param>
    /// <param name="validate">Throws an <see cref="ArgumentException"/> where a value makes no sense.</param>
    public static ValidateOptionsResult Of(string? name, Action validate)
    {
        try
        {
            validate();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException error)
        {
            return ValidateOptionsResult.Fail($"{name}: {error.Message}");
        }
    }
}
