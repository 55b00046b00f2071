using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes methods: picks the emitter of the outermost aspects. Each knows what it puts itself around.</summary>
internal static class MethodEmitter
{
    /// <summary>A method with its private ones.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        EmitOutermost(writer, model, method);
        if (method.Aspects.Names.Linked.Length > 0)
        {
            Calls.EmitLinked(writer, model, method);
        }

        if (method.Aspects.Split is { } split)
        {
            SplittingEmitter.Emit(writer, model, method, split);
        }

        SeriesEmitter.Emit(writer, model, method);
        ResilienceEmitter.Emit(writer, model, method);
        BufferEmitter.EmitReading(writer, model, method);
        BufferEmitter.EmitCommitted(writer, model, method);
    }

    private static void EmitOutermost(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        var aspects = method.Aspects;
        switch (aspects)
        {
            case { Cached.IsBuffered: true }:
                StreamCachingEmitter.Emit(writer, model, method);
                break;
            case { Cached.List: null }:
                new CachingEmitter(writer, model, method).Emit();
                break;
            case { Cached: not null }:
                new ListCachingEmitter(writer, model, method).Emit();
                break;
            case { Monitor: not null } when method.IsStream:
                EmitMonitoredStream(writer, model, method);
                break;
            case { Monitor: not null }:
                EmitMonitored(writer, model, method);
                break;
            case { Invalidates: not null }:
                InvalidationEmitter.Emit(writer, Signatures.Implementing(method, Async(method)), model, method);
                return;
            default:
                ForwardingEmitter.Emit(writer, model, method);
                return;
        }

        if (aspects.Invalidates is not null)
        {
            writer.Blank();
            InvalidationEmitter.Emit(writer, Signatures.Private(method, aspects.Names.Writing, Async(method)), model, method);
        }
    }

    private static void EmitMonitoredStream(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        var arguments = Calls.OwnArguments(method);
        var stream = Calls.Core(model, method, "", arguments).Forgiven(method).Text;
        var measured = MonitoringEmitter.Stream(model, method, "", stream, arguments);
        writer.Lines(Signatures.Implementing(method)).Indented($"=> {measured};");
    }

    private static void EmitMonitored(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        var call = Calls.Core(model, method, "", Calls.OwnArguments(method)).Forgiven(method);
        MonitoringEmitter.EmitGuard(writer, model, method, call.As(method.ReturnKind, method.Result));
        var attributes = string.Concat(method.Implementation.Attributes
            .Where(attribute => !Signatures.IsRequirement(attribute) && !Signatures.IsForEditors(attribute))
            .Select(attribute => attribute + "\n"));
        var declaration = attributes + Signatures.Private(
            method, method.Aspects.Names.Measured, "", MonitoringEmitter.OwnParameters(method));
        MonitoringEmitter.EmitMeasured(writer, declaration, model, method, call);
    }

    private static string Async(MethodModel method) => method.IsAsync && !method.Aspects.IsOutside ? "async " : "";
}
