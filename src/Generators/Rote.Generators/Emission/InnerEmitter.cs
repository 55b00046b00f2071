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

        return $"{model.Type.Names.Asked}({Operation(model.Type, method)})";
    }

    /// <summary>One of several stores of a composite, about to be called.</summary>
    /// <param name="type">The composite.</param>
    /// <param name="store">The store, as an expression.</param>
    /// <param name="method">The method that is called.</param>
    public static string Asked(TypeModel type, string store, string method)
        => $"{type.Names.Asked}({store}, {Operation(type, method)})";

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

    /// <summary>The private method of a composite that counts a call of any of its stores, and gives that store.</summary>
    public static void Emit(SourceWriter writer, CompositeModel model)
    {
        if (!model.Members.Any(member => member.Member is MethodModel))
        {
            return;
        }

        var type = model.Type;
        using var body = writer.Blank().Open(
            $"private static {type.Interface} {type.Names.Asked}({type.Interface} store, string operation)");
        using (writer.Open($"if ({KnownNames.RoundTrips}.AreCounted)"))
        {
            writer.Lines($"{KnownNames.RoundTrips}.Count(store, operation);");
        }

        writer.Blank().Lines("return store;");
    }

    private static string Operation(TypeModel type, string method)
    {
        var service = type.ServiceName.Substring(type.ServiceName.LastIndexOf('.') + 1);
        return Literals.Quote($"{service}.{method.TrimStart('@')}");
    }
}
