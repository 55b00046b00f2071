using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the flush of decorators that hold calls back: to batch, to buffer or to aggregate them.</summary>
internal static class FlushEmitter
{
    /// <summary>The name of the flush, unless a member of the interface has it.</summary>
    private const string Flush = "FlushAsync";

    /// <summary>The base type of such a decorator, with a comma behind it; nothing for others.</summary>
    public static string FlushableOf(DecoratorModel model) => HoldsBack(model) ? KnownNames.Flushable + ", " : "";

    /// <summary>One flush of everything; nothing where nothing is held back.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model)
    {
        if (!HoldsBack(model))
        {
            return;
        }

        var isTaken = model.Members.Any(member => member.Name == Flush);
        writer.Blank();
        if (!isTaken)
        {
            writer.Lines("/// <inheritdoc/>");
        }

        var parameter = $"{KnownTypes.CancellationToken} cancellationToken" + (isTaken ? "" : " = default");
        var name = isTaken ? $"{KnownTypes.Task} {KnownNames.Flushable}.{Flush}" : $"public {KnownTypes.Task} {Flush}";
        writer.Lines(Layout.List(name, [parameter], ""))
            .Indented($"=> {model.Type.Names.Context}.FlushAsync(cancellationToken);");
    }

    private static bool HoldsBack(DecoratorModel model) => !model.Batchers.IsEmpty || !model.Aggregators.IsEmpty;
}
