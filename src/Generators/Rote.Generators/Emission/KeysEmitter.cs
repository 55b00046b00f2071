using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the structs by which entries and batches are told apart, compared by value part by part.</summary>
internal static class KeysEmitter
{
    /// <summary>Keys of all regions, groups of all batchers, and items of several parts.</summary>
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

        foreach (var batcher in model.Batchers.Where(batcher => !batcher.ItemParts.IsEmpty))
        {
            Emit(writer, batcher.Item, batcher.ItemParts);
        }

        foreach (var aggregator in model.Aggregators.Where(aggregator => aggregator.Group is not null))
        {
            Emit(writer, aggregator.Group!, aggregator.Parts);
        }
    }

    // The compiler's hash would mix poorly and could be foreseen. Its equality of texts is a call, in the middle of each hit.
    private static void Emit(SourceWriter writer, string name, EquatableArray<PartModel> parts)
    {
        writer.Blank();
        if (parts.IsEmpty)
        {
            writer.Lines($"private readonly record struct {name};");
            return;
        }

        var list = string.Join(", ", parts.Select(part => $"{part.Attributes}{part.Type} {part.Name}"));
        using var body = writer.Open($"private readonly record struct {name}({list})");
        if (parts.Any(part => part.IsText))
        {
            writer.Lines($"public bool Equals({name} other)")
                .Indented($"=> {string.Join("\n    && ", parts.Select(Equality))};")
                .Blank();
        }

        if (parts.Count == 1)
        {
            writer.Lines($"public override int GetHashCode() => {KnownNames.KeyHash}.ToHashCode({Hash(parts[0])});");
            return;
        }

        using (writer.Open("public override int GetHashCode()"))
        {
            writer.Lines($"var hash = {Hash(parts[0])};");
            foreach (var part in parts.Skip(1))
            {
                writer.Lines($"hash = {KnownNames.KeyHash}.Combine(hash, {Hash(part)});");
            }

            writer.Lines($"return {KnownNames.KeyHash}.ToHashCode(hash);");
        }
    }

    private static string Equality(PartModel part)
        => part.IsText
            ? $"{KnownNames.TextEquality}.AreEqual({part.Name}, other.{part.Name})"
            : part.Kind == PartKind.Value
                ? $"{KnownNames.EqualityComparer}<{part.Type}>.Default.Equals({part.Name}, other.{part.Name})"
                : $"{part.Name} == other.{part.Name}";

    private static string Hash(PartModel part)
    {
        var value = part.Kind switch
        {
            PartKind.Number => $"(long){part.Name}",
            PartKind.UnsignedNumber => $"unchecked((long){part.Name})",
            PartKind.Flag => $"{part.Name} ? 1L : 0L",
            _ => part.Name,
        };
        return $"{KnownNames.KeyHash}.Of({value})";
    }
}
