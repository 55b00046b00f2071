using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>What <c>[WriteBehind]</c> says.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="BulkMember">The bulk method's name.</param>
internal sealed record WriteBehindSettings(AttributeData Attribute, string BulkMember)
{
    /// <summary>Whether calls complete when their write is in the buffer.</summary>
    public bool IsAcknowledgedEarly
        => Attribute.Named("Acknowledge") is { Kind: TypedConstantKind.Enum, Value: 1 };

    /// <summary>Whether a failed bulk call is divided.</summary>
    public bool PoisonIsolation => Attribute.Value<bool>("PoisonIsolation") ?? false;

    /// <summary>Whether reads wait for writes.</summary>
    public bool ReadYourWrites => Attribute.Value<bool>("ReadYourWrites") ?? false;

    /// <summary>What a method's attribute says, or nothing. <c>[Batched]</c> wins over it.</summary>
    public static WriteBehindSettings? Of(IMethodSymbol method)
        => method.FindAttribute(KnownAttributes.Batched) is null
            && method.FindAttribute(KnownAttributes.WriteBehind) is { } attribute
            && attribute.ConstructorArguments.FirstOrDefault().Value is string { Length: > 0 } bulk
            ? new(attribute, bulk)
            : null;
}
