using Microsoft.Extensions.Options;
using Rote.Background;

namespace Rote.Hosting;

/// <summary>Tells the host at its start what is wrong with the options of a queue.</summary>
internal sealed class BackgroundQueueOptionsValidator<TItem> : IValidateOptions<BackgroundQueueOptions<TItem>>
{
    public ValidateOptionsResult Validate(string? name, BackgroundQueueOptions<TItem> options)
        => OptionsCheck.Of(typeof(BackgroundQueue<TItem>).ToString(), options.Validate);
}
