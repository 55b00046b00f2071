using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Rote.Analyzers.Stores;

namespace Rote.Analyzers.Dataflow;

/// <summary>Whether a region is slow on purpose, or runs as fast as somebody else allows.</summary>
internal static class Pacing
{
    /// <summary>
    /// Whether a region waits for time or a permit (<c>Task.Delay</c>, <c>Thread.Sleep</c>, <c>PeriodicTimer</c>, a rate
    /// limiter), or enumerates a channel as it fills. Decided by symbols, not by names alone.
    /// </summary>
    public static bool Exists(LoopRegion region)
        => region.Repeated.SelectMany(part => part.DescendantsAndSelf()).OfType<IInvocationOperation>().Any(IsPause)
            || (region.Source is { } source && source.DescendantsAndSelf().OfType<IInvocationOperation>().Any(IsLiveSource));

    private static bool IsPause(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "Delay", ContainingType: { Name: "Task" } type } => Awaitables.IsIn(type, "System.Threading.Tasks"),
        { Name: "Delay", ContainingType: { Name: "TimeProviderTaskExtensions" } type }
            => Awaitables.IsIn(type, "System.Threading.Tasks"),
        { Name: "Sleep", ContainingType: { Name: "Thread" } type } => Awaitables.IsIn(type, "System.Threading"),
        { Name: "WaitForNextTickAsync", ContainingType: { Name: "PeriodicTimer" } type }
            => Awaitables.IsIn(type, "System.Threading"),
        { Name: "AcquireAsync" or "AttemptAcquire", ContainingType: { } type } => IsRateLimiter(type),
        _ => false,
    };

    private static bool IsRateLimiter(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name is "RateLimiter" or "PartitionedRateLimiter"
                && Awaitables.IsIn(current, "System.Threading.RateLimiting"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLiveSource(IInvocationOperation call)
        => call.TargetMethod is { Name: "ReadAllAsync", ContainingType: { Name: "ChannelReader" } type }
            && Awaitables.IsIn(type, "System.Threading.Channels");
}
