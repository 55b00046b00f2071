using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the fields of a decorator and the constructor that fills them.</summary>
internal static class ConstructionEmitter
{
    /// <summary>Fields and constructor.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model)
    {
        var names = model.Type.Names;
        EmitFields(writer, model);
        writer.Blank();
        using var body = writer.Open(Layout.List(
            $"internal {names.Decorator}", [$"{model.Type.Interface} inner", $"{KnownNames.RoteOptions}? options"], ""));
        writer.Lines($"{KnownTypes.ArgumentNullException}.ThrowIfNull(inner);");
        writer.Lines($"{names.Inner} = inner;");
        writer.Lines($"{names.Context} = new {KnownNames.DecoratorContext}({ServiceOf(model.Type)}, options);");
        foreach (var region in model.Regions)
        {
            writer.Lines(RegionEmitter.Make(region, names.Context));
        }

        // Before the batchers, whose bulk calls go through them.
        foreach (var pipeline in model.Pipelines)
        {
            writer.Lines(ResilienceEmitter.Make(pipeline, names.Context));
        }

        for (var batcher = 0; batcher < model.Batchers.Count; batcher++)
        {
            var pipeline = model.Pipelines.FirstOrDefault(one => one.Batcher == batcher);
            var asked = InnerEmitter.Asked(model, model.Batchers[batcher].Bulk.Name);
            writer.Lines(BatchingEmitter.Make(model.Batchers[batcher], names.Context, asked, pipeline));
        }

        for (var aggregator = 0; aggregator < model.Aggregators.Count; aggregator++)
        {
            var pipeline = model.Pipelines.FirstOrDefault(one => one.Aggregator == aggregator);
            var asked = InnerEmitter.Asked(model, model.Aggregators[aggregator].Bulk.Name);
            writer.Lines(AggregationEmitter.Make(model.Aggregators[aggregator], names.Context, asked, pipeline));
        }

        foreach (var monitor in model.Monitors)
        {
            writer.Lines(Layout.List($"{monitor.Field} = {names.Context}.Monitor", [Policy(monitor)], ";"));
        }
    }

    private static void EmitFields(SourceWriter writer, DecoratorModel model)
    {
        writer.Lines($"private readonly {model.Type.Interface} {model.Type.Names.Inner};");
        writer.Lines($"private readonly {KnownNames.DecoratorContext} {model.Type.Names.Context};");
        foreach (var region in model.Regions)
        {
            writer.Lines($"private readonly {KnownNames.CacheRegion}<{region.Key}, {region.Value}> {region.Field};");
        }

        foreach (var batcher in model.Batchers)
        {
            writer.Lines($"private readonly {BatchingEmitter.TypeOf(batcher)} {batcher.Field};");
        }

        foreach (var aggregator in model.Aggregators)
        {
            writer.Lines($"private readonly {AggregationEmitter.TypeOf(aggregator)} {aggregator.Field};");
        }

        foreach (var pipeline in model.Pipelines)
        {
            writer.Lines($"private readonly {KnownNames.ResilientCalls} {pipeline.Field};");
        }

        foreach (var monitor in model.Monitors)
        {
            writer.Lines($"private readonly {KnownNames.OperationMonitor} {monitor.Field};");
        }
    }

    // With the type arguments: entries of two constructed interfaces must not meet in a second level.
    private static string ServiceOf(TypeModel type)
        => type.TypeParameters.IsEmpty ? Literals.Quote(type.ServiceName) : $"typeof({type.Interface}).ToString()";

    private static string Policy(MonitorModel monitor)
    {
        var settings = new List<string> { $"Operation = {Literals.Quote(monitor.Operation)}" };
        if (monitor.SlowMilliseconds != 0)
        {
            settings.Add($"Slow = {KnownTypes.TimeSpan}.FromMilliseconds({Literals.Number(monitor.SlowMilliseconds)})");
        }

        if (monitor.Profile)
        {
            settings.Add("Profile = true");
        }

        if (!monitor.Tags.IsEmpty)
        {
            settings.Add(Layout.Collection("Tags = ", [.. monitor.Tags.Select(tag => Layout.List(
                $"new {KnownNames.MonitorTag}", [.. tag.Values.Prepend(tag.Name).Select(Literals.Quote)], ""))]));
        }

        return Layout.New(KnownNames.MonitorPolicy, settings);
    }
}
