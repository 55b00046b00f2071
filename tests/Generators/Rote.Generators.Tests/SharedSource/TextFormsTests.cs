using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Generators.Tests.SharedSource;

public sealed class TextFormsTests
{
    [Theory]
    [InlineData("bool")]
    [InlineData("char")]
    [InlineData("ulong?")]
    [InlineData("nint")]
    [InlineData("float")]
    [InlineData("decimal")]
    [InlineData("string?")]
    [InlineData("Guid?")]
    [InlineData("DateTime")]
    [InlineData("DateTimeOffset")]
    [InlineData("DateOnly")]
    [InlineData("TimeOnly")]
    [InlineData("TimeSpan")]
    public void Has_ValueThatIsWrittenAsItIs_NeedsNoCast(string type)
    {
        Assert.True(TextForms.Has(TypeOf(type)));
        Assert.Null(TextForms.CastOf(TypeOf(type)));
    }

    [Theory]
    [InlineData("DayOfWeek", "int")]
    [InlineData("Tiny?", "byte?")]
    public void CastOf_Enum_IsItsNumber(string type, string cast)
    {
        Assert.True(TextForms.Has(TypeOf(type)));
        Assert.Equal(cast, TextForms.CastOf(TypeOf(type)));
    }

    [Theory]
    [InlineData("Uri")]
    [InlineData("Version")]
    [InlineData("(int, string)")]
    [InlineData("Pair")]
    [InlineData("Pair?")]
    [InlineData("object")]
    public void Has_ValueWithoutAnExactText_IsRefused(string type) => Assert.False(TextForms.Has(TypeOf(type)));

    private static ITypeSymbol TypeOf(string type)
        => Assert.Single(SharedCode.MethodsOf(
            $"void M({type} value);", "enum Tiny : byte { One } readonly record struct Pair(int One, int Other);"))
            .Parameters[0].Type;
}
