using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes which of its few values the tags of a call have.</summary>
internal static class SeriesEmitter
{
    /// <summary>The private method that says it; nothing where there are no tags.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        if (method.Aspects.Monitor is not { } index || model.Monitors[index] is not { Tags: { IsEmpty: false } tags } monitor)
        {
            return;
        }

        var parameters = tags.Select(tag => method.Parameters[tag.Parameter]).ToList();
        var declaration = Signatures.Declaration(
            $"private int {method.Aspects.Names.Series}",
            parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"),
            []);
        var places = tags.Select(tag => PlaceOf(tag, method.Parameters[tag.Parameter].Name)).ToList();
        writer.Blank().Lines(declaration).Indented(Layout.List($"=> {monitor.Field}.Series", places, ";"));
    }

    /// <summary>The call of that method as the first argument of others, with a comma; nothing where there are no tags.</summary>
    /// <param name="model">The decorator.</param>
    /// <param name="method">The method.</param>
    /// <param name="self">What stands before members of the decorator.</param>
    /// <param name="arguments">An expression for each parameter.</param>
    public static string? Call(DecoratorModel model, MethodModel method, string self, IReadOnlyList<string> arguments)
    {
        if (method.Aspects.Names.Series is not { Length: > 0 } name)
        {
            return null;
        }

        var tags = model.Monitors[method.Aspects.Monitor!.Value].Tags;
        return $"{self}{name}({string.Join(", ", tags.Select(tag => arguments[tag.Parameter]))})";
    }

    private static string PlaceOf(MonitorTagModel tag, string parameter)
    {
        if (tag.Constants.IsEmpty)
        {
            return $"{parameter} ? 1 : 0";
        }

        var cases = tag.Constants.Select((constant, place) => $"    {constant} => {Literals.Number(place)},\n");
        return $"{parameter} switch\n{{\n{string.Concat(cases)}    _ => -1,\n}}";
    }
}
