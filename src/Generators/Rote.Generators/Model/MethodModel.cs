using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>A method, with the aspects that apply to it.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Type">What it returns or holds, fully qualified.</param>
/// <param name="Implementation">How the decorator implements it and addresses the inner one.</param>
/// <param name="ReturnKind">How it hands its result over.</param>
/// <param name="Result">What a call gives once it has been waited for; <see langword="null"/> for nothing.</param>
/// <param name="TypeParameters">Its own type parameters.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Aspects">What is done around the inner call.</param>
internal sealed record MethodModel(
    string Name,
    string Type,
    ImplementationModel Implementation,
    ReturnKind ReturnKind,
    string? Result,
    EquatableArray<TypeParameterModel> TypeParameters,
    EquatableArray<ParameterModel> Parameters,
    AspectsModel Aspects)
    : MemberModel(Name, Type, Implementation)
{
    /// <summary>Whether the call is awaited.</summary>
    public bool IsAsync => ReturnKind is not (ReturnKind.Nothing or ReturnKind.Value);

    /// <summary>Whether it returns an asynchronous stream.</summary>
    public bool IsStream => IsOf("IAsyncEnumerable");

    /// <summary>Whether it returns a sequence of which nothing else is known.</summary>
    public bool IsSequence => IsOf("IEnumerable");

    /// <summary>Whether its result has items that can be counted without reading them.</summary>
    public bool IsCounted
    {
        get
        {
            var type = Result?.TrimEnd('?') ?? "";
            return type.EndsWith("[]", StringComparison.Ordinal)
                || (type.EndsWith(">", StringComparison.Ordinal)
                    && Counted.Any(name => type.StartsWith(name, StringComparison.Ordinal)));
        }
    }

    private static readonly string[] Counted =
    [
        .. new[] { "IReadOnlyList", "List", "IList", "IReadOnlyCollection", "ICollection", "IReadOnlyDictionary", "Dictionary" }
            .Select(name => $"global::System.Collections.Generic.{name}<"),
    ];

    private bool IsOf(string generic)
        => Type.StartsWith($"global::System.Collections.Generic.{generic}<", StringComparison.Ordinal)
            && Type.EndsWith(">", StringComparison.Ordinal);
}
