using Microsoft.Extensions.Options;
using Rote.FanningOut;

namespace Rote.Hosting;

/// <summary>Tells the host at its start what is wrong with the options of a fan-out.</summary>
internal sealed class FanOutOptionsValidator : IValidateOptions<FanOutOptions>
{
    public ValidateOptionsResult Validate(string? name, FanOutOptions options) => OptionsCheck.Of(name, options.Validate);
}
