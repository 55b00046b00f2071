using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes how a decorator addresses its inner store: every call of a method is a round trip that may count.</summary>
internal static class InnerEmitter
{
    /// <summary>The inner store, about to be called.</summary>
    /// <param name="model">The decorator.</param>
    /// <param name="method">The method that is called.</param>
    public static string Asked(DecoratorModel model, string method)
    {
        if (model.Type.Names.Asked.Length == 0)
        {
            return model.Type.Names.Inner;
        }

        var service = model.Type.ServiceName.Substring(model.Type.ServiceName.LastIndexOf('.') + 1);
        return $"{model.Type.Names.Asked}({Literals.Quote($"{service}.{method.TrimStart('@')}")})";
    }

    /// <summary>The private method that counts and gives the inner store.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model)
    {
        if (!model.Members.Any(member => member is MethodModel))
        {
            return;
        }

        var names = model.Type.Names;
        using var body = writer.Blank().Open($"private {model.Type.Interface} {names.Asked}(string operation)");
        using (writer.Open($"if ({KnownNames.RoundTrips}.AreCounted)"))
        {
            writer.Lines($"{KnownNames.RoundTrips}.Count({names.Inner}, operation);");
        }

        writer.Blank().Lines($"return {names.Inner};");
    }
}
