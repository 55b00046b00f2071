using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <content>Bulk methods whose items have several parts, scopes among them: a batch then holds calls of several scopes.</content>
internal sealed partial class BatchingParser
{
    private BatchedModel? ParseAligned(IMethodSymbol method, BatchedSettings settings, string operation)
    {
        if (AlignedSiblings.FindNamed(method, type, settings.BulkMember) is not { } sibling
            || !CanBeCalled(sibling.Bulk)
            || (sibling.Tuple is { } holder && !PartsAreExact(method, sibling, holder)))
        {
            return null;
        }

        var group = method.Parameters
            .Where(parameter => !sibling.ItemIndexes.Contains(parameter.Ordinal) && !parameter.Type.IsCancellationToken())
            .ToList();
        var parts = PartParser.Parse(group, null, types);
        var itemParts = sibling.Tuple is null
            ? PartParser.Parse(sibling.ItemIndexes.Select(index => method.Parameters[index]), null, types)
            : default;
        _batchers.Add(new(
            names.Allocate($"_{Identifiers.ToCamelCase(method.Name)}Batcher"),
            parts.IsEmpty ? null : names.Allocate(method.Name + "Group", parts),
            parts,
            sibling.Tuple is { } tuple ? types.Write(tuple) : names.Allocate(method.Name + "Item", itemParts),
            TypeFacts.ResultOf(method) is { } result ? types.Write(result) : null,
            null,
            false,
            new(operation, settings.MaxBatchSize, settings.MaxDelayMilliseconds, settings.MaxConcurrentBatches),
            AlignedCall(method, sibling, group))
        {
            ItemParts = itemParts,
        });
        return new(
            _batchers.Count - 1, sibling.ItemIndexes[0], group.Select(parameter => parameter.Ordinal).ToEquatableArray())
        {
            ItemParameters = sibling.ItemIndexes.ToEquatableArray(),
        };
    }

    // Another annotation inside a tuple is another type to the compiler's flow analysis.
    private bool PartsAreExact(IMethodSymbol method, AlignedSibling sibling, INamedTypeSymbol tuple)
        => tuple.TupleElements.Zip(sibling.ItemIndexes, (part, index) => IsExact(part.Type, method.Parameters[index].Type))
            .All(isExact => isExact);

    private BulkCallModel AlignedCall(IMethodSymbol single, AlignedSibling sibling, List<IParameterSymbol> group)
    {
        var bulk = sibling.Bulk;
        var isExact = sibling.Tuple is not null || sibling.ItemIndexes.All(index => IsExact(
            ListTypes.ElementOf(bulk.Parameters[sibling.BulkIndexes[index]].Type)!, single.Parameters[index].Type));
        var call = BulkCall(
            single, bulk, single.Parameters[sibling.ItemIndexes[0]].Type, AlignedArguments(single, sibling, group), isExact);
        var items = bulk.Parameters[sibling.BulkIndexes[sibling.ItemIndexes[0]]].Type;
        return sibling.Tuple is null
            ? call
            : call with
            {
                ItemsKind = ListTypes.Classify(items, out _),
                ItemsType = IsOverloaded(bulk) ? types.Write(items) : null,
            };
    }

    private EquatableArray<BulkArgumentModel> AlignedArguments(
        IMethodSymbol single, AlignedSibling sibling, List<IParameterSymbol> group)
    {
        var arguments = new List<BulkArgumentModel>();
        for (var place = 0; place < sibling.Bulk.Parameters.Length; place++)
        {
            var parameter = sibling.Bulk.Parameters[place];
            var from = sibling.BulkIndexes.IndexOf(place);
            var name = arguments.Count < place ? Identifiers.Escape(parameter.Name) : "";
            if (parameter.Type.IsCancellationToken())
            {
                arguments.Add(new(BulkArgumentKind.Token, 0, name));
            }
            else if (from >= 0 && !sibling.ItemIndexes.Contains(from))
            {
                arguments.Add(new(BulkArgumentKind.Group, group.IndexOf(single.Parameters[from]), name));
            }
            else if (from >= 0)
            {
                arguments.Add(sibling.Tuple is not null
                    ? new(BulkArgumentKind.Items, 0, name)
                    : new(BulkArgumentKind.ItemParts, sibling.ItemIndexes.IndexOf(from), name)
                    {
                        ListKind = ListTypes.Classify(parameter.Type, out _),
                        ListType = IsOverloaded(sibling.Bulk) ? types.Write(parameter.Type) : null,
                    });
            }
        }

        return arguments.ToEquatableArray();
    }
}
