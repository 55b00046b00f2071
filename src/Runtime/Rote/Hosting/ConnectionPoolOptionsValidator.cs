using Microsoft.Extensions.Options;
using Rote.Pooling;

namespace Rote.Hosting;

/// <summary>Tells the host at its start what is wrong with the options of a pool.</summary>
internal sealed class ConnectionPoolOptionsValidator : IValidateOptions<ConnectionPoolOptions>
{
    public ValidateOptionsResult Validate(string? name, ConnectionPoolOptions options) => OptionsCheck.Of(name, options.Validate);
}
