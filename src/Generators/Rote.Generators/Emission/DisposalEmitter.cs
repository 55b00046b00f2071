using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes disposal: of what the decorator owns, then of the inner store, where its interface says that it is disposable.</summary>
internal static class DisposalEmitter
{
    /// <summary>Both disposal methods.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model)
    {
        var context = model.Type.Names.Context;
        var disposal = model.Type.Disposal;
        writer.Blank().Lines("/// <summary>Delivers what is batched, within the drain timeout, and closes the decorator.</summary>");
        Emit(
            writer,
            "async ",
            $"{KnownTypes.ValueTask} DisposeAsync()",
            new Call($"{context}.DisposeAsync()", ReturnKind.ValueTask),
            AsynchronousOf(disposal));
        writer.Blank().Lines("/// <summary>Closes the decorator without waiting for what is batched.</summary>");
        Emit(
            writer,
            "",
            "void Dispose()",
            new Call($"{context}.Dispose()", ReturnKind.Nothing),
            SynchronousOf(disposal, model.Type.Names.Inner));
    }

    private static void Emit(SourceWriter writer, string modifier, string declaration, Call own, Call? inner)
    {
        if (inner is not { } call)
        {
            writer.Lines($"public {declaration}").Indented($"=> {own.Text};");
            return;
        }

        using var body = writer.Open($"public {modifier}{declaration}");
        using (writer.Open("try"))
        {
            writer.Lines($"{own.Awaited};");
        }

        using (writer.Open("finally"))
        {
            writer.Lines($"{call.Awaited};");
        }
    }

    private static Call? AsynchronousOf(DisposalModel disposal)
        => disposal.Asynchronous is { } asynchronous ? new Call($"{asynchronous}.DisposeAsync()", ReturnKind.ValueTask)
            : disposal.Synchronous is { } synchronous ? new Call($"{synchronous}.Dispose()", ReturnKind.Nothing)
            : null;

    // A store that says only that it is disposed of asynchronously is asked whether it can do otherwise; nothing is waited for.
    private static Call? SynchronousOf(DisposalModel disposal, string inner)
        => disposal.Synchronous is { } synchronous ? new Call($"{synchronous}.Dispose()", ReturnKind.Nothing)
            : disposal.Asynchronous is not null ? new Call($"({inner} as {KnownTypes.Disposable})?.Dispose()", ReturnKind.Nothing)
            : null;
}
