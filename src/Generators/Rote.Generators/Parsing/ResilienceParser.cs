using Microsoft.CodeAnalysis;
using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Reads how the inner calls of a method are made resilient.</summary>
internal sealed class ResilienceParser(NameAllocator names)
{
    /// <summary>The attribute's properties, the policy's, and whether they are milliseconds.</summary>
    private static readonly (string Attribute, string Policy, bool IsTime)[] Properties =
    [
        ("TimeoutMilliseconds", "Timeout", true),
        ("AttemptTimeoutMilliseconds", "AttemptTimeout", true),
        ("Retries", "Retries", false),
        ("RetryBaseMilliseconds", "RetryDelay", true),
        ("BreakAfter", "BreakAfter", false),
        ("BreakMilliseconds", "BreakDuration", true),
        ("HedgeAfterMilliseconds", "HedgeAfter", true),
        ("MaxConcurrent", "MaxConcurrent", false),
        ("MaxQueued", "MaxQueued", false),
        ("CallsPerSecond", "CallsPerSecond", false),
    ];

    private readonly List<ResilienceModel> _pipelines = [];

    /// <summary>The pipelines of the methods read so far.</summary>
    public IReadOnlyList<ResilienceModel> Pipelines => _pipelines;

    /// <summary>A method's aspects with its pipeline, where it asks for one and is awaited.</summary>
    /// <param name="method">The method.</param>
    /// <param name="operation">Name of its operation.</param>
    /// <param name="aspects">Its other aspects.</param>
    /// <param name="batcher">Its batcher, where it has one.</param>
    /// <param name="aggregator">Its aggregator, where it has one.</param>
    public AspectsModel Add(
        IMethodSymbol method, string operation, AspectsModel aspects, BatcherModel? batcher, AggregatorModel? aggregator)
    {
        if (method.FindAttribute(KnownAttributes.Resilient) is not { } attribute
            || TypeFacts.ReturnKindOf(method) is ReturnKind.Nothing or ReturnKind.Value)
        {
            return aspects;
        }

        var bulk = batcher?.Bulk ?? aggregator?.Bulk;
        var isBuffered = aggregator is not null || batcher?.Buffer is not null;
        var reads = aspects.Cached is not null && method.FindAttribute(KnownAttributes.Invalidates) is null;
        var facts = new List<string>();
        Add("IsReadOnly", attribute.Value<bool>("ReadOnly") ?? reads);
        Add("IsIdempotent", attribute.Value<bool>("Idempotent") ?? false);
        Add("IsBuffered", isBuffered);
        _pipelines.Add(new(
            names.Allocate($"_{Identifiers.ToCamelCase(method.Name)}Resilience"),
            operation,
            facts.ToEquatableArray(),
            Settings(attribute).ToEquatableArray(),
            aspects.Batched?.Batcher,
            aspects.Aggregated?.Aggregator)
        {
            TakesToken = bulk is null
                ? method.Parameters.Any(parameter => parameter.Type.IsCancellationToken())
                : bulk.Arguments.Any(argument => argument.Kind == BulkArgumentKind.Token),
        });
        return aspects with
        {
            Resilience = _pipelines.Count - 1,
            Names = bulk is null
                ? aspects.Names with { Resilient = names.Allocate(method.Name + "Resilient") }
                : aspects.Names,
        };

        void Add(string fact, bool holds)
        {
            if (holds)
            {
                facts.Add(fact);
            }
        }
    }

    private static IEnumerable<ResilienceSettingModel> Settings(AttributeData attribute)
    {
        foreach (var property in Properties)
        {
            if (attribute.Value<int>(property.Attribute) is { } value)
            {
                yield return new(property.Policy, value, property.IsTime);
            }
        }
    }
}
