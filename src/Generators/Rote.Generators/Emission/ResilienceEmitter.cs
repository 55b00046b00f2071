using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the pipelines that a decorator makes, and the calls that go through them.</summary>
internal static class ResilienceEmitter
{
    /// <summary>The statement that builds a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="context">The decorator's context.</param>
    public static string Make(ResilienceModel pipeline, string context)
    {
        var settings = new List<string> { $"Operation = {Literals.Quote(pipeline.Operation)}" };
        settings.AddRange(pipeline.Facts.Select(fact => $"{fact} = true"));
        if (!pipeline.TakesToken)
        {
            settings.Add("TakesToken = false");
        }

        settings.AddRange(pipeline.Settings.Select(setting => $"{setting.Property} = " + (setting.IsTime
            ? $"{KnownTypes.TimeSpan}.FromMilliseconds({Literals.Number(setting.Value)})"
            : Literals.Number(setting.Value))));
        return Layout.List(
            $"{pipeline.Field} = {context}.Resilience", [Layout.New(KnownNames.ResiliencePolicy, settings)], ";");
    }

    /// <summary>The function that makes bulk calls, through their pipeline where they have one.</summary>
    /// <param name="pipeline">The pipeline, or nothing.</param>
    /// <param name="types">Type arguments: the group, the item, and the result where there is one.</param>
    /// <param name="bulk">The function.</param>
    public static string Around(ResilienceModel? pipeline, string types, string bulk)
        => pipeline is null ? bulk : Layout.List($"{pipeline.Field}.Bulk<{types}>", [bulk], "");

    /// <summary>The call of the inner store, through its pipeline where it has one of its own.</summary>
    /// <param name="model">The decorator.</param>
    /// <param name="method">The method.</param>
    /// <param name="self">What stands before members of the decorator.</param>
    /// <param name="arguments">An expression for each parameter.</param>
    public static Call Store(DecoratorModel model, MethodModel method, string self, IReadOnlyList<string> arguments)
        => method.Aspects.Names.Resilient is { Length: > 0 } resilient
            ? new(self + resilient + Calls.WithBrackets(method, arguments), method.ReturnKind)
            : Calls.Inner(model, method, self, arguments);

    /// <summary>The private method that makes the inner call through its pipeline; nothing where there is none.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        if (method.Aspects.Names.Resilient is not { Length: > 0 } name)
        {
            return;
        }

        var names = new LocalNames(method);
        var field = model.Pipelines[method.Aspects.Resilience!.Value].Field;
        var state = new LoadState(names, [.. method.Parameters.Where(parameter => !parameter.IsToken)]);
        var arguments = method.Parameters
            .Select(parameter => parameter.IsToken ? names.Token! : state.Access(parameter))
            .ToList();
        var kind = method.Result is null ? ReturnKind.ValueTask : ReturnKind.ValueTaskOfValue;
        var inner = Calls.Inner(model, method, state.Self, arguments).Forgiven(method).As(kind, method.Result);
        var lambda = Layout.Lambda($"static ({state.Name}, {names.Token ?? "_"})", inner);
        var isLinked = LinkedTokens.AreNeeded(names);
        var token = isLinked ? LinkedTokens.Token(names) : names.Token ?? "default";
        var call = new Call(Layout.List($"{field}.CallAsync", [state.Expression, lambda, token], ""), kind);
        writer.Blank();
        if (!isLinked)
        {
            writer.Lines(Signatures.Private(method, name)).Indented($"=> {call.As(method.ReturnKind, method.Result)};");
            return;
        }

        using var body = writer.Open(Signatures.Private(method, name, "async "));
        writer.Lines(LinkedTokens.Declare(names)).Lines($"{(method.Result is null ? "" : "return ")}{call.Awaited};");
    }
}
