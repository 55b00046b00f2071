namespace Rote.Generators.Fuzz.Tests.Specs;

/// <summary>A parameter as it is written.</summary>
internal sealed record ParameterSpec(string Attributes, string Modifier, string Type, string Name, string? Default)
{
    /// <inheritdoc/>
    public override string ToString()
        => $"{Attributes}{Modifier}{Type} {Name}{(Default is null ? "" : $" = {Default}")}";
}
