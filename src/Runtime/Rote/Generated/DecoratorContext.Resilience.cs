using System.Security.Cryptography;
using Rote.Resilience;

namespace Rote.Generated;

/// <content>The resilience pipelines of a decorator.</content>
public sealed partial class DecoratorContext
{
    /// <summary>Builds the pipeline of an operation, with the changes of <see cref="RoteOptions.Resilience"/>.</summary>
    /// <param name="policy">How its calls are made resilient.</param>
    /// <returns>Makes calls through the pipeline.</returns>
    /// <exception cref="ArgumentException">
    /// A value makes no sense, or does not fit the operation: retries of a call that may write twice, say.
    /// </exception>
    public ResilientCalls Resilience(ResiliencePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return ResiliencePipelines.Build(policy, _options, _options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
    }
}
