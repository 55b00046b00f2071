using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads the aspects of all methods of an interface, and collects what they own.</summary>
internal sealed class AspectsParser
{
    private readonly Dictionary<IMethodSymbol, string> _operations;
    private readonly RegionTable _regions;
    private readonly BatchingParser _batching;
    private readonly AggregationParser _aggregation;
    private readonly InvalidationParser _invalidation;
    private readonly PagingParser _paging;
    private readonly NameAllocator _names;
    private readonly TypeWriter _types;
    private readonly WriteBehindParser _buffers;
    private readonly ResilienceParser _resilience;
    private readonly Dictionary<IMethodSymbol, BatchedModel> _writes = new(SymbolEqualityComparer.Default);
    private readonly List<MonitorModel> _monitors = [];

    public AspectsParser(INamedTypeSymbol type, IReadOnlyList<InterfaceMember> members, NameAllocator names, TypeWriter types)
    {
        var methods = members.Select(member => member.Method).OfType<IMethodSymbol>().ToList();
        _operations = OperationNames.Of(methods);
        _names = names;
        _types = types;
        _regions = new(
            [.. methods.Where(method => !AspectRules.CannotBeCopied(method))
                .Select(method => CachedDraft.Create(method, _operations[method], types))
                .OfType<CachedDraft>()],
            names);
        _buffers = new(names);
        _resilience = new(names);
        _batching = new(type, members, names, types, _buffers);
        _aggregation = new(members, names, types);
        _invalidation = new(_regions);
        _paging = new(members, types);

        // Before all others: reads that come first wait for writes, too.
        foreach (var method in methods.Where(AspectRules.CanWrap))
        {
            if (_batching.ParseWrite(method, OperationOf(method), _invalidation.Parse(method)) is { } write)
            {
                _writes.Add(method, write);
            }
        }
    }

    /// <summary>Regions of the interface.</summary>
    public IReadOnlyList<RegionModel> Regions => _regions.Regions;

    /// <summary>Batchers of the methods read so far.</summary>
    public IReadOnlyList<BatcherModel> Batchers => _batching.Batchers;

    /// <summary>Aggregators of the methods read so far.</summary>
    public IReadOnlyList<AggregatorModel> Aggregators => _aggregation.Aggregators;

    /// <summary>Pipelines of the methods read so far.</summary>
    public IReadOnlyList<ResilienceModel> Pipelines => _resilience.Pipelines;

    /// <summary>Monitors of the methods read so far.</summary>
    public IReadOnlyList<MonitorModel> Monitors => _monitors;

    /// <summary>The aspects of a method.</summary>
    public AspectsModel Parse(IMethodSymbol method)
    {
        var canWrap = AspectRules.CanWrap(method);
        var isOutside = AspectRules.IsOnlyOutside(method);
        var cached = Cached(method);
        var buffered = _writes.TryGetValue(method, out var write) ? write : null;
        var batched = buffered
            ?? (canWrap && AspectReader.Batched(method) is not null ? _batching.Parse(method, OperationOf(method)) : null);
        var aggregated = canWrap && batched is null ? _aggregation.Parse(method, OperationOf(method)) : null;

        // A buffered write invalidates when it is in the store; at its call only where that is told to be its end.
        var isInvalidatedLater = buffered is not null && !Batchers[buffered.Batcher].Buffer!.IsAcknowledgedEarly;
        var canFollow = canWrap || isOutside || AspectRules.CanMeasureStream(method);
        var invalidates = canFollow && !isInvalidatedLater
            ? _invalidation.Parse(method)
            : null;
        var monitor = canWrap || AspectRules.CanMeasureStream(method) || (isOutside && cached is null) ? Monitor(method) : null;
        if (cached is not null || batched is not null || aggregated is not null)
        {
            _types.Note(NullStateWarnings.Of(method));
        }

        var settles = canWrap && AspectReader.Invalidates(method) is null ? _buffers.SettlesOf(method) : default;
        var names = NamesOf(method, monitor, cached, batched, invalidates);
        var aspects = new AspectsModel(
            settles.IsEmpty ? names : names with { Reading = _names.Allocate(method.Name + "Reading") },
            monitor,
            cached,
            batched,
            invalidates)
        {
            Settles = settles,
            Aggregated = aggregated,
            Paged = _paging.Parse(method),
            IsOutside = isOutside,
        };
        return canWrap
            ? _resilience.Add(
                method,
                OperationOf(method),
                aspects,
                batched is null ? null : Batchers[batched.Batcher],
                aggregated is null ? null : Aggregators[aggregated.Aggregator])
            : aspects;
    }

    /// <summary>A method with what is known once all methods are read.</summary>
    public MemberModel Complete(MemberModel model, ISymbol symbol)
        => model is MethodModel method && _batching.SplitOf(symbol) is { } split
            ? method with { Aspects = method.Aspects with { Split = split } }
            : model;

    private CachedModel? Cached(IMethodSymbol method)
        => _regions.DraftOf(method) is { } draft
            ? new(
                _regions.IndexOf(draft),
                draft.Keyed.Select(parameter => parameter.Ordinal).ToEquatableArray(),
                draft.List,
                draft.IsBuffered)
            : null;

    private int? Monitor(IMethodSymbol method)
    {
        if (AspectReader.Monitored(method) is not { } settings)
        {
            return null;
        }

        _monitors.Add(new(
            _names.Allocate($"_{Identifiers.ToCamelCase(method.Name)}Monitor"),
            OperationOf(method),
            settings.SlowMilliseconds,
            settings.Profile,
            MonitoredTagParser.Parse(method, _types)));
        return _monitors.Count - 1;
    }

    private string OperationOf(IMethodSymbol method) => AspectReader.Monitored(method)?.Operation ?? _operations[method];

    private MethodNamesModel NamesOf(
        IMethodSymbol method, int? monitor, CachedModel? cached, BatchedModel? batched, InvalidatesModel? invalidates)
        => new(
            monitor is null ? "" : _names.Allocate(method.Name + "Measured"),
            cached is null ? "" : _names.Allocate(method.Name + (cached.List is null ? "Miss" : "Load")),
            invalidates is null ? "" : _names.Allocate(method.Name + "Writing"),
            batched is null || cached is not null || HasOneToken(method) ? "" : _names.Allocate(method.Name + "Linked"))
        {
            Series = monitor is { } index && !_monitors[index].Tags.IsEmpty ? _names.Allocate(method.Name + "Series") : "",
        };

    private static bool HasOneToken(IMethodSymbol method)
        => method.Parameters.Count(parameter => parameter.Type.IsCancellationToken()) <= 1;
}
