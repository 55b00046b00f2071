using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes bulk methods whose calls are split where they hold more items than one call may.</summary>
internal static class SplittingEmitter
{
    /// <summary>The private method that makes one call, or hands the items to the batcher.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, MethodModel method, SplitModel split)
    {
        var batcher = model.Batchers[split.Batcher];
        var arguments = Calls.OwnArguments(method);
        var items = arguments[split.Items];
        using var body = writer.Blank().Open(Signatures.Private(method, split.Name, "async "));
        var asked = method.Parameters[split.Items].Type.EndsWith("?", StringComparison.Ordinal) ? "?." : ".";
        using (writer.Open($"if ({items}{asked}{split.Count} > {batcher.Field}.MaxBatchSize)"))
        {
            writer.Lines(Returned(batcher, Many(batcher, split, method, items, arguments)));
        }

        var whole = ResilienceEmitter.Store(model, method, "", arguments).Awaited;
        writer.Blank().Lines(batcher.Result is null ? $"{whole};" : $"return {whole};");
    }

    private static string Many(
        BatcherModel batcher, SplitModel split, MethodModel method, string items, IReadOnlyList<string> arguments)
    {
        var group = batcher.Group is null
            ? "default"
            : $"new {batcher.Group}({string.Join(", ", split.GroupParameters.Select(index => arguments[index]))})";
        var token = method.Parameters
            .Select((parameter, index) => parameter.IsToken ? arguments[index] : null)
            .FirstOrDefault(name => name is not null) ?? "default";
        var operation = batcher.Bulk.Answer switch
        {
            BatchAnswerKind.Nothing => "AddManyAsync",
            BatchAnswerKind.Outcomes => "GetManyOutcomesAsync",
            _ => "GetManyAsync",
        };
        var forgiven = batcher.Bulk.IsExact ? "" : "!";
        return $"await {batcher.Field}.{operation}({group}, {items}{forgiven}, {token}).ConfigureAwait(false)";
    }

    private static string Returned(BatcherModel batcher, string many) => batcher.Bulk switch
    {
        { Answer: BatchAnswerKind.Nothing } => $"{many};\nreturn;",
        { ResultKind: ListKind.List } => $"return [.. {many}];",
        { IsExact: false } => $"return ({many})!;",
        _ => $"return {many};",
    };
}
