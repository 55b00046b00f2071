using Rote.Resilience;

namespace Rote.Tests.Resilience;

/// <summary>Builds pipelines as decorators do.</summary>
internal static class ResilienceHost
{
    public const string Operation = "IStore.Get";

    public static ResilientCalls Build(ResilienceOptions? changes, TimeProvider? time = null, string operation = Operation)
    {
        var options = new RoteOptions { TimeProvider = time ?? TimeProvider.System };
        if (changes is not null)
        {
            options.Resilience[operation] = changes;
        }

        return ResiliencePipelines.Build(new ResiliencePolicy { Operation = operation, IsReadOnly = true }, options, seed: 1);
    }

    /// <summary>A call without state.</summary>
    public static Task<T> CallAsync<T>(
        this ResilientCalls calls, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        => calls.CallAsync(call, static (call, token) => new ValueTask<T>(call(token)), cancellationToken).AsTask();
}
