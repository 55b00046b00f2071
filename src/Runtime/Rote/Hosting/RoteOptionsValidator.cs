using Microsoft.Extensions.Options;

namespace Rote.Hosting;

/// <summary>Tells the host at its start what is wrong with the options of a decorated service.</summary>
internal sealed class RoteOptionsValidator : IValidateOptions<RoteOptions>
{
    public ValidateOptionsResult Validate(string? name, RoteOptions options) => OptionsCheck.Of(name, options.Validate);
}
