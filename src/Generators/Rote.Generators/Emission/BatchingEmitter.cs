using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the batchers that a decorator makes.</summary>
internal static class BatchingEmitter
{
    /// <summary>The type of a batcher.</summary>
    public static string TypeOf(BatcherModel batcher)
        => batcher.Buffer is not null ? $"{KnownNames.WriteBehindBuffer}<{GroupOf(batcher)}, {batcher.Item}>"
        : batcher.Result is null ? $"{KnownNames.WriteBatcher}<{GroupOf(batcher)}, {batcher.Item}>"
        : $"{KnownNames.Batcher}<{GroupOf(batcher)}, {batcher.Item}, {batcher.Result}>";

    /// <summary>The statement that makes a batcher.</summary>
    /// <param name="batcher">The batcher.</param>
    /// <param name="context">The decorator's context.</param>
    /// <param name="inner">The inner store.</param>
    /// <param name="pipeline">What its bulk calls go through, or nothing.</param>
    public static string Make(BatcherModel batcher, string context, string inner, ResilienceModel? pipeline)
    {
        if (batcher.Buffer is { } buffer)
        {
            return Layout.List(
                $"{batcher.Field} = {context}.WriteBehind<{GroupOf(batcher)}, {batcher.Item}>",
                [
                    BufferEmitter.Policy(buffer, batcher.Policy.Operation),
                    Around(batcher, inner, pipeline),
                    .. BufferEmitter.Functions(batcher, GroupOf(batcher)),
                ],
                ";");
        }

        var make = batcher.Bulk.Answer switch
        {
            BatchAnswerKind.Nothing => $"BatchWrites<{GroupOf(batcher)}, {batcher.Item}>",
            BatchAnswerKind.Outcomes => $"BatchOutcomes<{GroupOf(batcher)}, {batcher.Item}, {batcher.Result}>",
            _ => $"Batch<{GroupOf(batcher)}, {batcher.Item}, {batcher.Result}>",
        };
        return Layout.List(
            $"{batcher.Field} = {context}.{make}", [Policy(batcher.Policy), Around(batcher, inner, pipeline)], ";");
    }

    private static string Around(BatcherModel batcher, string inner, ResilienceModel? pipeline)
    {
        var result = batcher.Bulk.Answer == BatchAnswerKind.Outcomes
            ? $"{KnownNames.BatchResult}<{batcher.Result}>"
            : batcher.Result;
        var types = $"{GroupOf(batcher)}, {batcher.Item}"
            + (result is null ? "" : $", {KnownTypes.ReadOnlyList}<{result}>");
        return ResilienceEmitter.Around(pipeline, types, Bulk(batcher, inner));
    }

    private static string GroupOf(BatcherModel batcher) => batcher.Group ?? KnownNames.NoGroup;

    private static string Policy(BatchPolicyModel policy)
    {
        var settings = new List<string> { $"Operation = {Literals.Quote(policy.Operation)}" };
        if (policy.MaxBatchSize is { } size)
        {
            settings.Add($"MaxBatchSize = {Literals.Number(size)}");
        }

        if (policy.MaxDelayMilliseconds is { } delay)
        {
            settings.Add($"MaxDelay = {KnownTypes.TimeSpan}.FromMilliseconds({Literals.Number(delay)})");
        }

        if (policy.MaxConcurrentBatches is { } batches)
        {
            settings.Add($"MaxConcurrentBatches = {Literals.Number(batches)}");
        }

        return Layout.New(KnownNames.BatchPolicy, settings);
    }

    private static string Bulk(BatcherModel batcher, string inner)
    {
        var bulk = batcher.Bulk;
        var parameters = $"({(batcher.Group is null ? "_" : "group")}, items, {(bulk.Arguments.Any(IsToken) ? "token" : "_")})";
        return bulk.Answer switch
        {
            BatchAnswerKind.Nothing => Layout.Lambda(parameters, Call(batcher, inner, "items").As(ReturnKind.ValueTask, null)),
            BatchAnswerKind.Dictionary => Layout.Lambda(parameters, Found(batcher, inner)),
            BatchAnswerKind.Outcomes => Listed($"{KnownNames.BatchResult}<{batcher.Result}>"),
            _ => Listed(batcher.Result!),
        };

        string Listed(string result) => ListConversion.ToReadOnlyList(
            parameters, Call(batcher, inner, "items"), bulk.ResultKind, $"{KnownTypes.ReadOnlyList}<{result}>", bulk.IsExact);
    }

    // The items are handed on by name: the bulk method may change its array before the dictionary is looked into.
    private static string Found(BatcherModel batcher, string inner)
    {
        var types = $"<{batcher.Item}, {batcher.Found}>";
        var align = batcher.IsFoundValue ? "FromValuesAsync" : "FromObjectsAsync";
        var lambda = DictionaryConversion.ToReadOnlyDictionary(
            "requested", Call(batcher, inner, "requested"), batcher.Bulk.DictionaryKind, KnownTypes.ReadOnlyDictionary + types);
        return Layout.List($"{KnownNames.BatchAnswers}.{align}{types}", ["items", lambda], "");
    }

    private static Call Call(BatcherModel batcher, string inner, string items)
    {
        var bulk = batcher.Bulk;
        var arguments = string.Join(", ", bulk.Arguments.Select(argument
            => (argument.Name.Length == 0 ? "" : $"{argument.Name}: ") + Argument(batcher, argument, items)));
        return new($"{Calls.Receiver(bulk.Cast, inner)}.{bulk.Name}({arguments})", bulk.ReturnKind);
    }

    private static bool IsToken(BulkArgumentModel argument) => argument.Kind == BulkArgumentKind.Token;

    private static string Argument(BatcherModel batcher, BulkArgumentModel argument, string items) => argument.Kind switch
    {
        BulkArgumentKind.Token => "token",
        BulkArgumentKind.Group => $"group.{batcher.Parts[argument.Index].Name}",
        BulkArgumentKind.ItemParts => ItemParts(batcher, argument, items) + (batcher.Bulk.IsExact ? "" : "!"),
        _ => Items(batcher, items) + (batcher.Bulk.IsExact ? "" : "!"),
    };

    // In the order of the items: the lists are aligned.
    private static string ItemParts(BatcherModel batcher, BulkArgumentModel argument, string items)
    {
        var part = batcher.ItemParts[argument.Index];
        var all = $"{KnownTypes.Array}.ConvertAll({items}, static item => item.{part.Name})";
        return ListConversion.FromArray(all, argument.ListKind, part.Type, argument.ListType);
    }

    private static string Items(BatcherModel batcher, string items)
        => ListConversion.FromArray(items, batcher.Bulk.ItemsKind, batcher.Item, batcher.Bulk.ItemsType);
}
