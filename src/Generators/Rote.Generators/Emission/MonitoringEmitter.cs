using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes measured calls. Where nobody listens they are not entered.</summary>
internal static class MonitoringEmitter
{
    /// <summary>The implementing member: measured where somebody listens, direct where nobody does.</summary>
    public static void EmitGuard(SourceWriter writer, DecoratorModel model, MethodModel method, string direct)
    {
        var enabled = $"{model.Monitors[method.Aspects.Monitor!.Value].Field}.IsEnabled";
        var measured = method.Aspects.Names.Measured
            + Signatures.TypeArguments(method.TypeParameters)
            + $"({Signatures.Arguments(method.Parameters)})";
        if (method.ReturnKind != ReturnKind.Nothing)
        {
            writer.Lines(Signatures.Implementing(method)).Indented(Layout.Choice("=> ", enabled, measured, direct) + ";");
            return;
        }

        using (writer.Open(Signatures.Implementing(method)))
        {
            using (writer.Open($"if ({enabled})"))
            {
                writer.Lines($"{measured};").Lines("return;");
            }

            writer.Blank().Lines($"{direct};");
        }
    }

    /// <summary>The private method that measures a call.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="declaration">The method's declaration.</param>
    /// <param name="model">The decorator.</param>
    /// <param name="method">The method whose call it is.</param>
    /// <param name="call">The call to measure.</param>
    public static void EmitMeasured(SourceWriter writer, string declaration, DecoratorModel model, MethodModel method, Call call)
    {
        var names = new LocalNames(method);
        using var body = writer.Blank().Open(declaration);
        writer.Lines($"var {names.Measurement} = {model.Monitors[method.Aspects.Monitor!.Value].Field}.Start();");
        using (writer.Open("try"))
        {
            if (method.Aspects.IsOutside)
            {
                writer.Lines($"return {KnownNames.MonitoredCalls}.EndAsync({names.Measurement}, {call.Text});");
            }
            else
            {
                EmitAwaited(writer, method, names, call);
            }
        }

        using (writer.Open($"catch ({KnownTypes.Exception} {names.Exception})"))
        {
            writer.Lines($"{names.Measurement}.Fail({names.Exception});").Lines("throw;");
        }
    }

    /// <summary>A stream, measured where somebody listens.</summary>
    public static string Stream(DecoratorModel model, MethodModel method, string self, string stream)
        => method.Aspects.Monitor is { } monitor
            ? $"{KnownNames.MonitoredCalls}.Read({self}{model.Monitors[monitor].Field}, {stream})"
            : stream;

    private static void EmitAwaited(SourceWriter writer, MethodModel method, LocalNames names, Call call)
    {
        writer.Lines(method.Result is null ? $"{call.Awaited};" : $"var {names.Result} = {call.Awaited};");
        var items = method.IsCounted ? $"{KnownNames.MonitoredCalls}.Count({names.Result})" : "";
        writer.Lines($"{names.Measurement}.Succeed({items});");
        if (method.Result is not null)
        {
            writer.Lines($"return {names.Result};");
        }
    }
}
