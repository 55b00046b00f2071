using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads parameters.</summary>
internal static class ParameterParser
{
    /// <summary>The parameters of a method or indexer.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="areRequired">Whether default values would have no effect.</param>
    /// <param name="types">Writes their types.</param>
    /// <remarks>
    /// An explicit implementation has no default values, nor has an indexer of one parameter: nobody could leave that argument
    /// out. A <c>ref readonly</c> parameter has none either: the compiler warns where it is declared.
    /// </remarks>
    public static EquatableArray<ParameterModel> Parse(
        ImmutableArray<IParameterSymbol> parameters, bool areRequired, TypeWriter types)
    {
        var models = new List<ParameterModel>(parameters.Length);
        var mayDefault = !areRequired;
        foreach (var parameter in parameters.Reverse())
        {
            mayDefault &= parameter.RefKind != RefKind.RefReadOnlyParameter;
            var defaultValue = mayDefault ? ConstantWriter.DefaultOf(parameter, types) : null;
            mayDefault &= defaultValue is not null || parameter.IsParams;
            models.Insert(0, Parse(parameter, defaultValue, types));
        }

        return models.ToEquatableArray();
    }

    private static ParameterModel Parse(IParameterSymbol parameter, string? defaultValue, TypeWriter types) => new(
        Identifiers.Escape(parameter.Name),
        types.Write(parameter.Type),
        Modifier(parameter),
        ArgumentModifier(parameter.RefKind),
        AttributeCopier.Inline(parameter, types),
        defaultValue is null ? null : AttributeCopier.CallerInfoOf(parameter, types),
        defaultValue,
        parameter.Type.IsCancellationToken(),
        parameter.Type.SpecialType == SpecialType.System_String);

    private static string Modifier(IParameterSymbol parameter)
    {
        var passing = parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        };

        // An out parameter and a params span are scoped by themselves.
        var isScoped = parameter.ScopedKind == ScopedKind.ScopedRef && parameter.RefKind != RefKind.Out
            || parameter.ScopedKind == ScopedKind.ScopedValue && !parameter.IsParams;
        return (isScoped ? "scoped " : "") + (parameter.IsParams ? "params " : "") + passing;
    }

    private static string ArgumentModifier(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In or RefKind.RefReadOnlyParameter => "in ",
        _ => "",
    };
}
