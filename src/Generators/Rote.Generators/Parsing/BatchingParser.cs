using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads how the calls of a method are coalesced.</summary>
internal sealed partial class BatchingParser(
    INamedTypeSymbol type,
    IReadOnlyList<InterfaceMember> members,
    NameAllocator names,
    TypeWriter types,
    WriteBehindParser buffers)
{
    private readonly List<BatcherModel> _batchers = [];
    private readonly Dictionary<ISymbol, SplitModel> _splits = new(SymbolEqualityComparer.Default);

    /// <summary>The batchers of all methods read so far.</summary>
    public IReadOnlyList<BatcherModel> Batchers => _batchers;

    /// <summary>How the calls of a bulk method are split, once all methods are read; nothing where they are not.</summary>
    public SplitModel? SplitOf(ISymbol bulk) => _splits.TryGetValue(bulk, out var split) ? split : null;

    /// <summary>The aspect of a method, or nothing where it has none or its bulk sibling does not fit.</summary>
    public BatchedModel? Parse(IMethodSymbol method, string operation)
    {
        if (AspectReader.Batched(method) is not { } settings
            || TypeFacts.ReturnKindOf(method) is ReturnKind.Nothing or ReturnKind.Value)
        {
            return null;
        }

        if (BatchSiblings.FindNamed(method, type, settings.BulkMember) is not { } sibling || !CanCarry(method, sibling))
        {
            return ParseAligned(method, settings, operation);
        }

        var item = method.Parameters[sibling.ItemIndex];
        var group = method.Parameters
            .Where(parameter => parameter.Ordinal != item.Ordinal && !parameter.Type.IsCancellationToken())
            .ToList();
        var common = GroupNames.Of(method, "Batcher", group, names, types);
        _batchers.Add(new(
            common.Field,
            common.Type,
            common.Parts,
            types.Write(item.Type),
            TypeFacts.ResultOf(method) is { } result ? types.Write(result) : null,
            Found(sibling.Bulk, item.Type) is { } found ? types.Write(found) : null,
            Found(sibling.Bulk, item.Type) is { IsValueType: true },
            new(operation, settings.MaxBatchSize, settings.MaxDelayMilliseconds, settings.MaxConcurrentBatches),
            BulkCall(method, sibling, group)));
        if (settings.SplitsBulkCalls)
        {
            AddSplit(method, sibling, group);
        }

        return new(_batchers.Count - 1, item.Ordinal, group.Select(parameter => parameter.Ordinal).ToEquatableArray());
    }

    /// <summary>The same for a method whose writes are buffered.</summary>
    /// <param name="method">The method.</param>
    /// <param name="operation">Name of the operation.</param>
    /// <param name="invalidates">What a write makes stale.</param>
    public BatchedModel? ParseWrite(IMethodSymbol method, string operation, InvalidatesModel? invalidates)
    {
        if (WriteBehindSettings.Of(method) is not { } settings
            || TypeFacts.ReturnKindOf(method) is not (ReturnKind.Task or ReturnKind.ValueTask)
            || BatchSiblings.FindNamedWrite(method, type, settings.BulkMember) is not { } sibling
            || !WriteBehindParser.CanCarry(method, sibling)
            || !CanCall(method, sibling))
        {
            return null;
        }

        var item = method.Parameters[sibling.ItemIndex];
        var group = method.Parameters
            .Where(parameter => parameter.Ordinal != item.Ordinal
                && !parameter.Type.IsCancellationToken()
                && !parameter.IsPriority())
            .ToList();
        var common = GroupNames.Of(method, GroupNames.Buffer, group, names, types);
        _batchers.Add(new(
            common.Field,
            common.Type,
            common.Parts,
            types.Write(item.Type),
            null,
            null,
            false,
            new(operation, null, null, null),
            BulkCall(method, sibling, group))
        {
            Buffer = buffers.Parse(method, settings, item, group, invalidates),
        });
        if (settings.ReadYourWrites)
        {
            buffers.LetReadsWait(_batchers.Count - 1, group);
        }

        return new(_batchers.Count - 1, item.Ordinal, group.Select(parameter => parameter.Ordinal).ToEquatableArray())
        {
            Priorities = WriteBehindParser.Priorities(method),
        };
    }

    // A scope that became one of the items would travel with other scopes.
    private bool CanCarry(IMethodSymbol single, BatchSibling sibling)
        => sibling.CarriesEveryArgument(single) && CanCall(single, sibling);

    private bool CanCall(IMethodSymbol single, BatchSibling sibling)
        => !single.Parameters[sibling.ItemIndex].IsScope() && CanBeCalled(sibling.Bulk) && CanBeFound(single, sibling);

    private bool CanBeCalled(IMethodSymbol bulk)
        => TypeFacts.ReturnKindOf(bulk) is not (ReturnKind.Nothing or ReturnKind.Value)
            && !bulk.IsForbidden()
            && !bulk.HasRequirements()
            && Find(bulk) is not null;

    // A nullable annotation somewhere inside would be a warning in emitted code.
    private bool CanBeFound(IMethodSymbol single, BatchSibling sibling)
        => Found(sibling.Bulk, single.Parameters[sibling.ItemIndex].Type) is not { } found
            || types.Write(found) + "?" == types.Write(TypeFacts.ResultOf(single)!);

    private static ITypeSymbol? Found(IMethodSymbol bulk, ITypeSymbol item)
        => TypeFacts.ResultOf(bulk) is { } result ? DictionaryTypes.ValueFor(result, item) : null;

    // A bulk method with arguments that the single one lacks, or several tokens, or items that cannot be counted, is left alone.
    private void AddSplit(IMethodSymbol single, BatchSibling sibling, List<IParameterSymbol> group)
    {
        var bulk = sibling.Bulk;
        var items = bulk.Parameters[sibling.BulkIndexes[sibling.ItemIndex]];
        var kind = ListTypes.Classify(items.Type, out _);
        var carried = bulk.Parameters.All(parameter
            => parameter.Type.IsCancellationToken() || sibling.BulkIndexes.Contains(parameter.Ordinal));
        if (carried
            && bulk.Parameters.Count(parameter => parameter.Type.IsCancellationToken()) <= 1
            && kind != ListKind.Enumerable
            && Found(bulk, single.Parameters[sibling.ItemIndex].Type) is null
            && !_splits.ContainsKey(bulk))
        {
            _splits.Add(bulk, new(
                names.Allocate(bulk.Name + "InBatches"),
                _batchers.Count - 1,
                items.Ordinal,
                kind == ListKind.Array ? "Length" : "Count",
                group.Select(parameter => sibling.BulkIndexes[parameter.Ordinal]).ToEquatableArray()));
        }
    }

    private InterfaceMember? Find(IMethodSymbol method)
        => members.FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.Symbol, method));

    private BulkCallModel BulkCall(IMethodSymbol single, BatchSibling sibling, List<IParameterSymbol> group)
    {
        var bulk = sibling.Bulk;
        var items = bulk.Parameters[sibling.BulkIndexes[sibling.ItemIndex]];
        var kind = ListTypes.Classify(items.Type, out var item);
        var itemType = single.Parameters[sibling.ItemIndex].Type;
        return BulkCall(single, bulk, itemType, Arguments(single, sibling, group), IsExact(item!, itemType)) with
        {
            ItemsKind = kind,
            ItemsType = IsOverloaded(bulk) ? types.Write(items.Type) : null,
        };
    }

    private BulkCallModel BulkCall(
        IMethodSymbol single, IMethodSymbol bulk, ITypeSymbol item, EquatableArray<BulkArgumentModel> arguments, bool isExact)
    {
        var one = TypeFacts.ResultOf(single);
        types.Note(bulk);
        var result = TypeFacts.ResultOf(bulk);
        ITypeSymbol? element = null;
        var resultKind = result is null ? ListKind.None : ListTypes.Classify(result, out element);
        var answer = BatchAnswers.Classify(single, bulk, item);
        if (answer == BatchAnswerKind.Outcomes)
        {
            element = ((INamedTypeSymbol)element!).TypeArguments[0];
        }

        return new(
            Identifiers.Escape(bulk.Name),
            Find(bulk)!.IsAmbiguous ? types.Write(bulk.ContainingType) : null,
            arguments,
            ListKind.None,
            null,
            TypeFacts.ReturnKindOf(bulk),
            answer,
            resultKind,
            result is null ? DictionaryKind.None : DictionaryTypes.Classify(result),
            isExact && (element is null || IsExact(element, one!)));
    }

    private bool IsOverloaded(IMethodSymbol method) => members.Count(member => member.Symbol.Name == method.Name) > 1;

    private static EquatableArray<BulkArgumentModel> Arguments(
        IMethodSymbol single, BatchSibling sibling, List<IParameterSymbol> group)
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
            else if (from == sibling.ItemIndex)
            {
                arguments.Add(new(BulkArgumentKind.Items, 0, name));
            }
            else if (from >= 0)
            {
                arguments.Add(new(BulkArgumentKind.Group, group.IndexOf(single.Parameters[from]), name));
            }
        }

        return arguments.ToEquatableArray();
    }

    private bool IsExact(ITypeSymbol one, ITypeSymbol other) => types.Write(one) == types.Write(other);
}
