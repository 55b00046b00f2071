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
        var measured = Measured(
            model, method, method.Parameters.Select(parameter => parameter.ArgumentModifier + parameter.Name));
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

    /// <summary>The call of the private method that measures.</summary>
    /// <param name="model">The decorator.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">What is passed on.</param>
    public static string Measured(DecoratorModel model, MethodModel method, IEnumerable<string> arguments)
    {
        var series = SeriesEmitter.Call(model, method, "", Calls.OwnArguments(method));
        var passed = series is null ? arguments : arguments.Prepend(series);
        return $"{method.Aspects.Names.Measured}{Signatures.TypeArguments(method.TypeParameters)}({string.Join(", ", passed)})";
    }

    /// <summary>Parameters of the private method that measures, before those that are passed on.</summary>
    public static IEnumerable<string> OwnParameters(MethodModel method)
        => method.Aspects.Names.Series.Length == 0 ? [] : [$"int {new LocalNames(method).Series}"];

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
        var monitor = model.Monitors[method.Aspects.Monitor!.Value].Field;
        writer.Lines($"var {names.Measurement} = {monitor}.Start({Series(method, names)});");
        using (writer.Open("try"))
        {
            if (method.IsAsync)
            {
                // Not awaited here: a call that has ended already needs no state machine.
                var count = method.IsCounted ? [$"static {names.Result} => {Count(names)}"] : Array.Empty<string>();
                writer.Lines(Layout.List(
                    $"return {KnownNames.MonitoredCalls}.EndAsync",
                    [names.Measurement, call.As(method.ReturnKind, method.Result), .. count],
                    ";"));
            }
            else
            {
                EmitSynchronous(writer, method, names, call);
            }
        }

        using (writer.Open($"catch ({KnownTypes.Exception} {names.Exception})"))
        {
            writer.Lines($"{names.Measurement}.Fail({names.Exception});").Lines("throw;");
        }
    }

    /// <summary>A stream, measured where somebody listens.</summary>
    /// <param name="model">The decorator.</param>
    /// <param name="method">The method that returns it.</param>
    /// <param name="self">What stands before members of the decorator.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="arguments">An expression for each parameter.</param>
    public static string Stream(
        DecoratorModel model, MethodModel method, string self, string stream, IReadOnlyList<string> arguments)
    {
        if (method.Aspects.Monitor is not { } monitor)
        {
            return stream;
        }

        var series = SeriesEmitter.Call(model, method, self, arguments) is { } call ? ", " + call : "";
        return $"{KnownNames.MonitoredCalls}.Read({self}{model.Monitors[monitor].Field}, {stream}{series})";
    }

    private static string Series(MethodModel method, LocalNames names)
        => method.Aspects.Names.Series.Length == 0 ? "" : names.Series;

    private static string Count(LocalNames names) => $"{KnownNames.MonitoredCalls}.Count({names.Result})";

    private static void EmitSynchronous(SourceWriter writer, MethodModel method, LocalNames names, Call call)
    {
        writer.Lines(method.Result is null ? $"{call.Text};" : $"var {names.Result} = {call.Text};");
        writer.Lines($"{names.Measurement}.Succeed({(method.IsCounted ? Count(names) : "")});");
        if (method.Result is not null)
        {
            writer.Lines($"return {names.Result};");
        }
    }
}
