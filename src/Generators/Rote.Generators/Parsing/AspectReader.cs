using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads the aspects of a method from its attributes; <see cref="CachedSettings"/> reads <c>[Cached]</c>.</summary>
internal static class AspectReader
{
    /// <summary>What <c>[Batched]</c> says, or nothing.</summary>
    public static BatchedSettings? Batched(IMethodSymbol method)
        => method.FindAttribute(KnownAttributes.Batched) is { } attribute
            && attribute.ConstructorArguments.FirstOrDefault().Value is string { Length: > 0 } bulk
            ? new(
                bulk,
                attribute.Value<int>("MaxBatchSize"),
                attribute.Value<int>("MaxDelayMilliseconds"),
                attribute.Value<int>("MaxConcurrentBatches"),
                attribute.Value<bool>("SplitBulkCalls") ?? false)
            : null;

    /// <summary>What <c>[Invalidates]</c> says, or nothing.</summary>
    public static InvalidatesSettings? Invalidates(IMethodSymbol method)
        => method.FindAttribute(KnownAttributes.Invalidates) is { } attribute
            ? new(
                attribute.ConstructorArguments.FirstOrDefault().Texts(),
                attribute.Named("Tags").Texts(),
                attribute.Named("Regions").Texts(),
                attribute.Value<bool>("All") ?? false)
            : null;

    /// <summary>What <c>[Monitored]</c> says, or nothing.</summary>
    public static MonitoredSettings? Monitored(IMethodSymbol method)
        => method.FindAttribute(KnownAttributes.Monitored) is { } attribute
            ? new(attribute.Text("Operation"), attribute.Number("SlowMilliseconds"), attribute.Value<bool>("Profile") ?? false)
            : null;
}
