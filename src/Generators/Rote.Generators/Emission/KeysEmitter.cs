using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the structs by which entries and batches are told apart, compared by value part by part.</summary>
internal static class KeysEmitter
{
    /// <summary>Keys of all regions, and groups of all batchers.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model)
    {
        foreach (var region in model.Regions)
        {
            Emit(writer, region.Key, region.Parts);
        }

        foreach (var batcher in model.Batchers.Where(batcher => batcher.Group is not null))
        {
            Emit(writer, batcher.Group!, batcher.Parts);
        }
    }

    private static void Emit(SourceWriter writer, string name, EquatableArray<PartModel> parts)
    {
        var list = parts.IsEmpty ? "" : $"({string.Join(", ", parts.Select(part => $"{part.Type} {part.Name}"))})";
        writer.Blank().Lines($"private readonly record struct {name}{list};");
    }
}
