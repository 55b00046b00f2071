using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the aggregators that a decorator makes, and the calls that give them samples.</summary>
internal static class AggregationEmitter
{
    /// <summary>The type of an aggregator.</summary>
    public static string TypeOf(AggregatorModel aggregator)
        => $"{KnownNames.GroupedSampleAggregator}<{GroupOf(aggregator)}, {aggregator.Series}>";

    /// <summary>The statement that makes an aggregator.</summary>
    /// <param name="aggregator">The aggregator.</param>
    /// <param name="context">The decorator's context.</param>
    /// <param name="inner">The inner store.</param>
    /// <param name="pipeline">What its bulk calls go through, or nothing.</param>
    public static string Make(AggregatorModel aggregator, string context, string inner, ResilienceModel? pipeline)
        => Layout.List(
            $"{aggregator.Field} = {context}.Aggregate<{GroupOf(aggregator)}, {aggregator.Series}>",
            [
                Policy(aggregator.Settings),
                ResilienceEmitter.Around(
                    pipeline,
                    $"{GroupOf(aggregator)}, {KnownNames.Aggregate}<{aggregator.Series}>",
                    Bulk(aggregator, inner)),
            ],
            ";");

    /// <summary>The call that gives an aggregator a sample.</summary>
    /// <param name="model">The decorator.</param>
    /// <param name="method">The method that records it.</param>
    /// <param name="self">What stands before members of the decorator.</param>
    /// <param name="arguments">An expression for each parameter.</param>
    public static Call Add(DecoratorModel model, MethodModel method, string self, IReadOnlyList<string> arguments)
    {
        var aggregated = method.Aspects.Aggregated!;
        var aggregator = model.Aggregators[aggregated.Aggregator];
        var group = aggregator.Group is null
            ? "default"
            : $"new {aggregator.Group}({Join(aggregated.GroupParameters, arguments)})";
        var series = Join(aggregated.SeriesParameters, arguments);
        var token = method.Parameters
            .Select((parameter, index) => parameter.IsToken ? arguments[index] : null)
            .FirstOrDefault(name => name is not null);
        List<string> passed =
        [
            group,
            aggregated.SeriesParameters.Count == 1 ? series : $"({series})",
            (aggregated.IsCast ? "(double)" : "") + arguments[aggregated.Sample],
        ];
        if (aggregated.Time is { } time)
        {
            passed.Add(arguments[time]);
        }

        passed.Add(token ?? "default");
        return new($"{self}{aggregator.Field}.AddAsync({string.Join(", ", passed)})", ReturnKind.ValueTask);
    }

    private static string Join(EquatableArray<int> parameters, IReadOnlyList<string> arguments)
        => string.Join(", ", parameters.Select(index => arguments[index]));

    private static string GroupOf(AggregatorModel aggregator) => aggregator.Group ?? KnownNames.NoGroup;

    private static string Policy(AggregationPolicyModel policy)
    {
        var settings = new List<string> { $"Operation = {Literals.Quote(policy.Operation)}" };
        AddTime(settings, "BucketLength", "FromSeconds", policy.BucketSeconds);
        AddTime(settings, "Offset", "FromMinutes", policy.OffsetMinutes);
        if (policy.TimeZone is { } zone)
        {
            settings.Add($"TimeZone = {KnownTypes.TimeZoneInfo}.FindSystemTimeZoneById({Literals.Quote(zone)})");
        }

        AddTime(settings, "AllowedLateness", "FromSeconds", policy.LatenessSeconds);
        AddTime(settings, "FlushInterval", "FromSeconds", policy.FlushSeconds);
        AddNumber(settings, "MaxBatchSize", policy.Limits.MaxBatchSize);
        AddNumber(settings, "MaxBuckets", policy.Limits.MaxBuckets);
        AddNumber(settings, "MaxAttempts", policy.Limits.MaxAttempts);
        if (policy.Limits.NonFinite is { } value)
        {
            settings.Add($"NonFinite = ({KnownNames.NonFiniteSamples}){Literals.Number(value)}");
        }

        return Layout.New(KnownNames.AggregationPolicy, settings);
    }

    private static void AddTime(List<string> settings, string property, string unit, int? value)
    {
        if (value is { } number)
        {
            settings.Add($"{property} = {KnownTypes.TimeSpan}.{unit}({Literals.Number(number)})");
        }
    }

    private static void AddNumber(List<string> settings, string property, int? value)
    {
        if (value is { } number)
        {
            settings.Add($"{property} = {Literals.Number(number)}");
        }
    }

    private static string Bulk(AggregatorModel aggregator, string inner)
    {
        var bulk = aggregator.Bulk;
        var arguments = string.Join(", ", bulk.Arguments.Select(argument
            => (argument.Name.Length == 0 ? "" : $"{argument.Name}: ") + Argument(aggregator, argument)));
        var call = new Call($"{Calls.Receiver(bulk.Cast, inner)}.{bulk.Name}({arguments})", bulk.ReturnKind);
        var hasToken = bulk.Arguments.Any(argument => argument.Kind == BulkArgumentKind.Token);
        return Layout.Lambda(
            $"({(aggregator.Group is null ? "_" : "group")}, aggregates, {(hasToken ? "token" : "_")})",
            call.As(ReturnKind.ValueTask, null));
    }

    private static string Argument(AggregatorModel aggregator, BulkArgumentModel argument) => argument.Kind switch
    {
        BulkArgumentKind.Token => "token",
        BulkArgumentKind.Group => $"group.{aggregator.Parts[argument.Index].Name}",
        _ => ListConversion.FromArray(
            "aggregates",
            aggregator.Bulk.ItemsKind,
            $"{KnownNames.Aggregate}<{aggregator.Series}>",
            aggregator.Bulk.ItemsType),
    };
}
