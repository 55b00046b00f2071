using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>
/// Reads what is special about buffered writes: their urgency, what they make stale, and which reads wait for them.
/// </summary>
internal sealed class WriteBehindParser(NameAllocator names)
{
    private readonly List<(int Batcher, List<IParameterSymbol> Group)> _readable = [];

    /// <summary>Whether each argument of a write has a place in the bulk call, or is for the buffer only.</summary>
    public static bool CanCarry(IMethodSymbol single, BatchSibling sibling)
        => single.Parameters.All(parameter => sibling.BulkIndexes[parameter.Ordinal] >= 0
                || parameter.Type.IsCancellationToken()
                || BatchSiblings.IsForTheBufferOnly(parameter))
            && single.Parameters.Where(ParameterMarks.IsPriority).All(parameter => PartParser.KindOf(parameter.Type) is not (
                PartKind.Value or PartKind.Text))
            && TypeFacts.ResultOf(single) is null;

    /// <summary>The parameters that say whether a write is urgent.</summary>
    public static EquatableArray<PriorityModel> Priorities(IMethodSymbol method) => method.Parameters
        .Where(ParameterMarks.IsPriority)
        .Select(parameter => new PriorityModel(
            parameter.Ordinal,
            PartParser.KindOf(parameter.Type) == PartKind.Flag
                ? null
                : parameter.FindAttribute(KnownAttributes.Priority)!.Value<long>("AtLeast") ?? 1))
        .ToEquatableArray();

    /// <summary>How the writes of a method are buffered.</summary>
    /// <param name="method">The method.</param>
    /// <param name="settings">What its attribute says.</param>
    /// <param name="item">The parameter that becomes one of the collection.</param>
    /// <param name="group">The parameters that make the partition.</param>
    /// <param name="invalidates">What a write makes stale.</param>
    public BufferModel Parse(
        IMethodSymbol method,
        WriteBehindSettings settings,
        IParameterSymbol item,
        List<IParameterSymbol> group,
        InvalidatesModel? invalidates)
    {
        var attribute = settings.Attribute;
        return new(
            attribute.Value<int>("FlushSize"),
            attribute.Value<int>("MaxDelayMilliseconds"),
            attribute.Value<int>("MaxCommitSize"),
            attribute.Value<int>("MaxConcurrentCommits"),
            attribute.Value<int>("MaxPending"),
            attribute.Value<int>("CommitTimeoutMilliseconds"),
            settings.IsAcknowledgedEarly,
            settings.PoisonIsolation,
            group.Select(parameter => parameter.Name).ToEquatableArray(),
            invalidates is null
                ? null
                : new(names.Allocate(method.Name + "Committed"), Arguments(method, item, group), invalidates));
    }

    /// <summary>Reads wait for the writes of this buffer.</summary>
    public void LetReadsWait(int batcher, List<IParameterSymbol> group) => _readable.Add((batcher, group));

    /// <summary>
    /// The writes that a method waits for: an asynchronous one that returns something and writes nothing itself.
    /// </summary>
    public EquatableArray<SettleModel> SettlesOf(IMethodSymbol method)
        => TypeFacts.ReturnKindOf(method) is ReturnKind.TaskOfValue or ReturnKind.ValueTaskOfValue
            ? _readable.Select(one => new SettleModel(one.Batcher, Places(one.Group, method))).ToEquatableArray()
            : default;

    private static EquatableArray<int> Places(List<IParameterSymbol> group, IMethodSymbol reader)
    {
        var places = group.Select(part => reader.Parameters.FirstOrDefault(parameter => parameter.Name == part.Name
            && SymbolEqualityComparer.IncludeNullability.Equals(parameter.Type, part.Type))?.Ordinal ?? -1).ToList();
        return places.Contains(-1) ? default : places.ToEquatableArray();
    }

    private static EquatableArray<BulkArgumentModel> Arguments(
        IMethodSymbol method, IParameterSymbol item, List<IParameterSymbol> group)
        => method.Parameters
            .Select(parameter => group.IndexOf(parameter) is >= 0 and var part
                ? new BulkArgumentModel(BulkArgumentKind.Group, part, "")
                : new BulkArgumentModel(
                    parameter.Ordinal == item.Ordinal ? BulkArgumentKind.Items : BulkArgumentKind.Token, 0, ""))
            .ToEquatableArray();
}
