using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes members that only pass the call on.</summary>
/// <remarks>The inner store is addressed through its interface, so that its version of a default member runs.</remarks>
internal static class ForwardingEmitter
{
    /// <summary>An accessor that nobody can call of a decorator.</summary>
    public const string Initialiser =
        $"init => throw new {KnownTypes.NotSupportedException}(\"A store is initialised before it is decorated.\");";

    /// <summary>A property or indexer.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, PropertyModel property)
    {
        var implementation = property.Implementation;
        var target = Target(property, Calls.Receiver(implementation.Cast, model.Type.Names.Inner));
        var reference = implementation.RefPrefix.Length == 0 ? "" : "ref ";
        var forgiveness = ForgivenessOf(implementation);
        var declaration = Declaration(property);
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

    /// <summary>The property of a store.</summary>
    public static string Target(PropertyModel property, string receiver)
        => property.Parameters.IsEmpty ? $"{receiver}.{property.Name}" : $"{receiver}[{IndexerArguments(property)}]";

    /// <summary>The declaration of the member that implements a property, without its accessors.</summary>
    public static string Declaration(PropertyModel property)
    {
        var implementation = property.Implementation;
        var name = property.Parameters.IsEmpty ? property.Name : $"this[{Signatures.Parameters(property.Parameters)}]";
        var type = Signatures.Access(implementation) + implementation.RefPrefix + property.Type;
        return $"{type} {Signatures.Qualified(implementation, name)}";
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
        => Emit(writer, method, Calls.Below(model, method, "", Calls.OwnArguments(method)));

    /// <summary>A method that passes its call on to the inner store, whatever aspects it has.</summary>
    public static void EmitInner(SourceWriter writer, DecoratorModel model, MethodModel method)
        => Emit(writer, method, Calls.Inner(model, method, "", Calls.OwnArguments(method)));

    private static void Emit(SourceWriter writer, MethodModel method, Call inner)
    {
        var call = inner.As(method.ReturnKind, method.Result);
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
