using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes methods that return a stream, all items of which are one entry. The runtime reads and plays back.</summary>
internal static class StreamCachingEmitter
{
    /// <summary>Writes the method.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        var names = new LocalNames(method);
        var cached = method.Aspects.Cached!;
        var region = model.Regions[cached.Region];
        var load = new KeyedLoad(model, method, names);
        var call = Calls.Core(model, method, load.State.Self, load.Arguments);
        var stream = MonitoringEmitter.Stream(model, method, load.State.Self, call.Text, load.Arguments);
        var open = Layout.Lambda($"static ({load.State.Name}, {names.Key}, {names.Token ?? "_"})", stream);
        writer.Lines(Signatures.Implementing(method)).Indented(Layout.List(
            $"=> {KnownNames.CachedStreams}.ReadAsync",
            [region.Field, load.NewKey, load.State.Expression, open, .. Tokens(names)],
            ";"));
    }

    private static IReadOnlyList<string> Tokens(LocalNames names) => names.Tokens.Count == 0 ? ["default"] : names.Tokens;
}
