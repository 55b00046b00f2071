using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes members that only pass the call on.</summary>
/// <remarks>The inner store is addressed through its interface, so that its version of a default member runs.</remarks>
internal static class ForwardingEmitter
{
    private const string Initialiser =
        $"init => throw new {KnownTypes.NotSupportedException}(\"A store is initialised before it is decorated.\");";

    /// <summary>A property or indexer.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, PropertyModel property)
    {
        var implementation = property.Implementation;
        var receiver = Calls.Receiver(implementation.Cast, model.Type.Names.Inner);
        var isIndexer = !property.Parameters.IsEmpty;
        var target = isIndexer ? $"{receiver}[{IndexerArguments(property)}]" : $"{receiver}.{property.Name}";
        var name = isIndexer ? $"this[{Signatures.Parameters(property.Parameters)}]" : property.Name;
        var reference = implementation.RefPrefix.Length == 0 ? "" : "ref ";
        var forgiveness = ForgivenessOf(implementation);
        var type = Signatures.Access(implementation) + implementation.RefPrefix + property.Type;
        var declaration = $"{type} {Signatures.Qualified(implementation, name)}";
        if (property.Setter is null && property.GetterAttributes.IsEmpty)
        {
            writer.Lines($"{declaration} => {reference}{target}{forgiveness};");
            return;
        }

        using (writer.Open(declaration))
        {
            if (property.HasGetter)
            {
                EmitAttributes(writer, property.GetterAttributes);
                writer.Lines($"get => {reference}{target}{forgiveness};");
            }

            if (property.Setter is not null)
            {
                EmitAttributes(writer, property.SetterAttributes);
                writer.Lines(property.Setter == "set" ? $"set => {target} = value;" : Initialiser);
            }
        }
    }

    /// <summary>An event.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, EventModel @event)
    {
        var implementation = @event.Implementation;
        var target = $"{Calls.Receiver(implementation.Cast, model.Type.Names.Inner)}.{@event.Name}";
        var name = Signatures.Qualified(implementation, @event.Name);
        using (writer.Open($"{Signatures.Access(implementation)}event {@event.Type} {name}"))
        {
            writer.Lines($"add => {target} += value;").Lines($"remove => {target} -= value;");
        }
    }

    /// <summary>A method that passes its call on, to the inner store or to a batcher.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, MethodModel method)
    {
        var call = Calls.Below(model, method, "", Calls.OwnArguments(method)).As(method.ReturnKind, method.Result);
        var reference = method.Implementation.RefPrefix.Length == 0 ? "" : "ref ";
        writer.Lines(Signatures.Implementing(method)).Indented($"=> {reference}{call}{ForgivenessOf(method.Implementation)};");
    }

    // In a setter the compiler does not see what attributes of a parameter say about null.
    private static string IndexerArguments(PropertyModel property) => string.Join(", ", property.Parameters
        .Select(parameter => parameter.ArgumentModifier + parameter.Name + parameter.Forgiveness));

    // A reference is not converted: the compiler warns where attributes say more about null than its type.
    private static string ForgivenessOf(ImplementationModel implementation)
        => implementation.RefPrefix.Length > 0 && implementation.Attributes.Any(IsAboutNull) ? "!" : "";

    private static bool IsAboutNull(string attribute) => attribute.Contains("Null");

    private static void EmitAttributes(SourceWriter writer, EquatableArray<string> attributes)
    {
        foreach (var attribute in attributes)
        {
            writer.Lines(attribute);
        }
    }
}
