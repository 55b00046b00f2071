using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>The decorator type and the interface it stands for.</summary>
/// <param name="Namespace">Namespace of both, escaped; <see langword="null"/> for the global one.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Names">The names of the emitted types.</param>
/// <param name="Interface">The interface, fully qualified, with its type parameters.</param>
/// <param name="ServiceName">The interface's full name without type parameters.</param>
/// <param name="TypeParameters">Type parameters of the interface and of the types around it.</param>
/// <param name="Attributes">Attributes that the emitted types take over, such as <c>[Obsolete]</c>.</param>
/// <param name="Compliance">
/// The attribute by which the public types say that they do not comply with the CLS; <see langword="null"/> where nobody asks.
/// </param>
/// <param name="Suppressions">Warnings about what the interface uses that every emitted line would repeat.</param>
/// <param name="Disposal">How the inner store is disposed of.</param>
internal sealed record TypeModel(
    string? Namespace,
    string Accessibility,
    TypeNamesModel Names,
    string Interface,
    string ServiceName,
    EquatableArray<TypeParameterModel> TypeParameters,
    EquatableArray<string> Attributes,
    string? Compliance,
    EquatableArray<string> Suppressions,
    DisposalModel Disposal)
{
    /// <summary>The declaration of the emitted types' type parameters, or nothing.</summary>
    public string TypeParameterDeclaration
        => TypeParameters.IsEmpty
            ? ""
            : $"<{string.Join(", ", TypeParameters.Select(parameter => parameter.Attributes + parameter.Name))}>";

    /// <summary>The type parameters as arguments, or nothing.</summary>
    public string TypeArguments
        => TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", TypeParameters.Select(parameter => parameter.Name))}>";
}
