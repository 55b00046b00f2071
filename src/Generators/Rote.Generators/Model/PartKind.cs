namespace Rote.Generators.Model;

/// <summary>How a part of a key is hashed.</summary>
internal enum PartKind
{
    /// <summary>By the type's own hash code.</summary>
    Value,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A number that every <c>long</c> can hold, a character or an enum of such numbers.</summary>
    Number,

    /// <summary>A number of 64 bits without a sign, or an enum of such.</summary>
    UnsignedNumber,

    /// <summary>A <c>bool</c>.</summary>
    Flag,
}
