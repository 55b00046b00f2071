using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>What <c>[Cached]</c> says.</summary>
/// <param name="Region">Name of the region; <see langword="null"/> for the default one.</param>
/// <param name="Tags">Templates of tags.</param>
/// <param name="IsBuffered">Whether a stream is read whole.</param>
/// <param name="Options">How entries are kept.</param>
/// <param name="HasOptions">Whether any of the options is set; one that has none takes over those of its region.</param>
internal sealed record CachedSettings(
    string? Region, IReadOnlyList<string> Tags, bool IsBuffered, CacheOptions Options, bool HasOptions)
{
    /// <summary>What the attribute of a method says, or nothing where it has none.</summary>
    public static CachedSettings? Of(IMethodSymbol method)
        => method.FindAttribute(KnownAttributes.Cached) is { } attribute
            ? new(
                attribute.Text("Region"),
                attribute.Named("Tags").Texts(),
                attribute.Value<bool>("Buffered") ?? false,
                CacheOptions.Of(attribute),
                attribute.NamedArguments.Any(argument => argument.Key is not ("Region" or "Tags" or "Buffered")))
            : null;
}
