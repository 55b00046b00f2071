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
    public static string Make(BatcherModel batcher, string context, string inner)
    {
        if (batcher.Buffer is { } buffer)
        {
            return Layout.List(
                $"{batcher.Field} = {context}.WriteBehind<{GroupOf(batcher)}, {batcher.Item}>",
                [
                    BufferEmitter.Policy(buffer, batcher.Policy.Operation),
                    Bulk(batcher, inner),
                    .. BufferEmitter.Functions(batcher, GroupOf(batcher)),
                ],
                ";");
        }

        var make = batcher.Result is null
            ? $"BatchWrites<{GroupOf(batcher)}, {batcher.Item}>"
            : $"Batch<{GroupOf(batcher)}, {batcher.Item}, {batcher.Result}>";
        return Layout.List($"{batcher.Field} = {context}.{make}", [Policy(batcher.Policy), Bulk(batcher, inner)], ";");
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
        var arguments = string.Join(", ", bulk.Arguments.Select(argument
            => (argument.Name.Length == 0 ? "" : $"{argument.Name}: ") + Argument(batcher, argument)));
        var call = new Call($"{Calls.Receiver(bulk.Cast, inner)}.{bulk.Name}({arguments})", bulk.ReturnKind);
        var parameters = $"({(batcher.Group is null ? "_" : "group")}, items, {(bulk.Arguments.Any(IsToken) ? "token" : "_")})";
        return batcher.Result is null
            ? Layout.Lambda(parameters, call.As(ReturnKind.ValueTask, null))
            : ListConversion.ToReadOnlyList(
                parameters, call, bulk.ResultKind, $"{KnownTypes.ReadOnlyList}<{batcher.Result}>", bulk.IsExact);
    }

    private static bool IsToken(BulkArgumentModel argument) => argument.Kind == BulkArgumentKind.Token;

    private static string Argument(BatcherModel batcher, BulkArgumentModel argument) => argument.Kind switch
    {
        BulkArgumentKind.Token => "token",
        BulkArgumentKind.Group => $"group.{batcher.Parts[argument.Index].Name}",
        _ => Items(batcher) + (batcher.Bulk.IsExact ? "" : "!"),
    };

    private static string Items(BatcherModel batcher)
        => ListConversion.FromArray("items", batcher.Bulk.ItemsKind, batcher.Item, batcher.Bulk.ItemsType);
}
