using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads the aspects of a method from its attributes.</summary>
/// <remarks>Half-written attributes are met on every keystroke: what is missing or of the wrong kind counts as not set.</remarks>
internal static class AspectReader
{
    private const long DefaultLifetimeSeconds = 300;

    /// <summary>What <c>[Cached]</c> says, or nothing.</summary>
    public static CachedSettings? Cached(IMethodSymbol method)
    {
        if (method.FindAttribute(KnownAttributes.Cached) is not { } attribute)
        {
            return null;
        }

        long Number(string name) => Named<int>(attribute, name) ?? 0;
        var lifetime = Number("Seconds") + (60 * Number("Minutes")) + (3_600 * Number("Hours")) + (86_400 * Number("Days"));
        return new(
            Text(attribute, "Region"),
            lifetime == 0 ? DefaultLifetimeSeconds : lifetime,
            Named<int>(attribute, "SlidingSeconds") ?? 0,
            Named<int>(attribute, "NullSeconds") ?? 0,
            Named<int>(attribute, "JitterPercent") ?? 0,
            Texts(Argument(attribute, "Tags")));
    }

    /// <summary>What <c>[Batched]</c> says, or nothing.</summary>
    public static BatchedSettings? Batched(IMethodSymbol method)
        => method.FindAttribute(KnownAttributes.Batched) is { } attribute
            && attribute.ConstructorArguments.FirstOrDefault().Value is string { Length: > 0 } bulk
            ? new(
                bulk,
                Named<int>(attribute, "MaxBatchSize"),
                Named<int>(attribute, "MaxDelayMilliseconds"),
                Named<int>(attribute, "MaxConcurrentBatches"))
            : null;

    /// <summary>What <c>[Invalidates]</c> says, or nothing.</summary>
    public static InvalidatesSettings? Invalidates(IMethodSymbol method)
        => method.FindAttribute(KnownAttributes.Invalidates) is { } attribute
            ? new(
                Texts(attribute.ConstructorArguments.FirstOrDefault()),
                Texts(Argument(attribute, "Tags")),
                Texts(Argument(attribute, "Regions")),
                Named<bool>(attribute, "All") ?? false)
            : null;

    /// <summary>What <c>[Monitored]</c> says, or nothing.</summary>
    public static MonitoredSettings? Monitored(IMethodSymbol method)
        => method.FindAttribute(KnownAttributes.Monitored) is { } attribute
            ? new(Text(attribute, "Operation"), Named<int>(attribute, "SlowMilliseconds") ?? 0)
            : null;

    private static TypedConstant Argument(AttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;

    private static T? Named<T>(AttributeData attribute, string name)
        where T : struct
        => Argument(attribute, name) is { Kind: TypedConstantKind.Primitive, Value: T value } ? value : null;

    private static string? Text(AttributeData attribute, string name)
        => Argument(attribute, name) is { Kind: TypedConstantKind.Primitive, Value: string { Length: > 0 } value } ? value : null;

    private static IReadOnlyList<string> Texts(TypedConstant constant)
        => constant is { Kind: TypedConstantKind.Array, IsNull: false, Values.IsDefault: false }
            ? [.. constant.Values
                .Where(value => value.Kind == TypedConstantKind.Primitive)
                .Select(value => value.Value)
                .OfType<string>()]
            : [];
}
