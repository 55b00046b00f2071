using System.Diagnostics;

namespace Rote.Monitoring;

/// <summary>Those whose calls travel in one bulk call. Filled by one thread; nobody changes it after that.</summary>
internal sealed class Callers
{
    /// <summary>Spans that a bulk call is linked to at most; OpenTelemetry's own limit.</summary>
    public const int MaxLinks = 128;

    private readonly List<ActivityLink> _links = [];
    private readonly HashSet<ActivitySpanId> _linked = [];
    private Activity? _first;

    /// <summary>Links to the callers' spans.</summary>
    public IReadOnlyList<ActivityLink> Links => _links;

    /// <summary>The span of all calls, where they have but one.</summary>
    public Activity? OnlySpan => _links.Count == 1 ? _first : null;

    /// <summary>Callers whose spans there was no room for.</summary>
    public int Unlinked { get; private set; }

    /// <summary>Counts a round trip once for each counter of the callers.</summary>
    public CallerFlow? Flow { get; private set; }

    /// <summary>Adds a caller. A span that makes several of the calls is linked to once.</summary>
    public void Add(object? caller)
    {
        Flow = CallerFlow.Union(Flow, Caller.FlowOf(caller));
        if (Caller.SpanOf(caller) is not { } span || _linked.Contains(span.SpanId))
        {
            return;
        }

        if (_links.Count == MaxLinks)
        {
            Unlinked++;
            return;
        }

        _first ??= span;
        _linked.Add(span.SpanId);
        _links.Add(new ActivityLink(span.Context));
    }
}
