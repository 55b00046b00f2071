using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>A parameter that may become a tag.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Attribute">Its attribute.</param>
/// <param name="Name">Name of the tag.</param>
/// <param name="Type">What tells its values apart: an enum, <see cref="bool"/> or <see cref="string"/>.</param>
/// <param name="Values">What is told of each value.</param>
/// <param name="Refusal">Why it does not; <see langword="null"/>: it does.</param>
internal sealed record MonitoredTag(
    IParameterSymbol Parameter,
    AttributeData Attribute,
    string Name,
    ITypeSymbol Type,
    IReadOnlyList<string> Values,
    string? Refusal);
