using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>What the classes have in common that stand for a store which is obtained for each call.</summary>
internal static class RentedClass
{
    /// <summary>Opens the class, with its field and its constructor.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="type">The interface.</param>
    /// <param name="rent">The class.</param>
    /// <param name="source">The type that stores are obtained from, without its type argument.</param>
    /// <param name="parameter">What the constructor calls it.</param>
    public static SourceWriter.Block Open(
        SourceWriter writer, TypeModel type, RentModel rent, string source, string parameter)
    {
        var constraints = Signatures.Clauses(type.TypeParameters.Select(typeParameter => typeParameter.Constraints));
        var body = writer.Open($"file sealed class {rent.Class}{type.TypeParameterDeclaration} : {type.Interface}{constraints}");
        writer.Lines($"private readonly {source}<{type.Interface}> {rent.Field};").Blank();
        using (writer.Open($"public {rent.Class}({source}<{type.Interface}> {parameter})"))
        {
            writer.Lines($"{KnownTypes.ArgumentNullException}.ThrowIfNull({parameter});").Lines($"{rent.Field} = {parameter};");
        }

        return body;
    }

    /// <summary>A method's call on a store.</summary>
    public static Call Call(MethodModel method, string store) => new(
        $"{Calls.Receiver(method.Implementation.Cast, store)}.{method.Name}"
        + $"{Signatures.TypeArguments(method.TypeParameters)}({Signatures.Arguments(method.Parameters)})",
        method.ReturnKind);

    /// <summary>A method that returns a stream, which the runtime opens once there is a store.</summary>
    public static void EmitStream(SourceWriter writer, MethodModel method, string source, LocalNames names)
    {
        var open = Layout.Lambda(names.Store, Call(method, names.Store).Text);
        IReadOnlyList<string> arguments = names.Token is null ? [source, open] : [source, open, names.Token];
        writer.Lines(Signatures.Implementing(method))
            .Indented(Layout.List($"=> {KnownNames.RentedStreams}.ReadAsync", arguments, ";"));
    }

    /// <summary>Attributes, one a line.</summary>
    public static void EmitAttributes(SourceWriter writer, EquatableArray<string> attributes)
    {
        foreach (var attribute in attributes)
        {
            writer.Lines(attribute);
        }
    }

    /// <summary>Disposal of what stores are obtained from, where the interface is disposable.</summary>
    public static void EmitDisposal(SourceWriter writer, TypeModel type, RentModel rent)
    {
        if (type.Disposal.Asynchronous is not null)
        {
            writer.Blank().Lines($"public {KnownTypes.ValueTask} DisposeAsync() => {rent.Field}.DisposeAsync();");
        }

        if (type.Disposal.Synchronous is not null)
        {
            writer.Blank().Lines($"public void Dispose() => {rent.Field}.Dispose();");
        }
    }
}
