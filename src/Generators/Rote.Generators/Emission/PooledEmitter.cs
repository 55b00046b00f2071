using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the class that rents the store of each call from a pool.</summary>
internal static class PooledEmitter
{
    /// <summary>The class.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, RentModel rent)
    {
        using var body = RentedClass.Open(writer, model.Type, rent, KnownNames.ConnectionPool, "pool");
        foreach (var member in model.Members)
        {
            writer.Blank();
            RentedClass.EmitAttributes(writer, member.Implementation.Attributes);
            switch (member)
            {
                case MethodModel method:
                    Emit(writer, method, rent.Field);
                    break;
                case PropertyModel property:
                    Emit(writer, property, rent.Field);
                    break;
            }
        }

        RentedClass.EmitDisposal(writer, model.Type, rent);
    }

    private static void Emit(SourceWriter writer, MethodModel method, string pool)
    {
        var names = new LocalNames(method);
        if (method.IsStream)
        {
            RentedClass.EmitStream(writer, method, pool, names);
            return;
        }

        var call = RentedClass.Call(method, $"{names.Lease}.Connection");
        using var body = writer.Open(Signatures.Implementing(method, method.IsAsync ? "async " : ""));
        writer.Lines(method.IsAsync
            ? $"using var {names.Lease} = await {pool}.RentAsync({names.Token}).ConfigureAwait(false);"
            : $"using var {names.Lease} = {pool}.Rent({names.Token});");
        var result = method.IsSequence ? $"[.. {call.Forgiven(method).Text}]" : call.Awaited;
        EmitGuarded(writer, names.Lease, $"{(method.Result is null ? "" : "return ")}{result};");
    }

    /// <summary>A connection whose use fails is checked before the next: it may be that it is broken.</summary>
    private static void EmitGuarded(SourceWriter writer, string lease, string use)
    {
        using (writer.Open("try"))
        {
            writer.Lines(use);
        }

        using (writer.Open("catch"))
        {
            writer.Lines($"{lease}.Suspect();").Lines("throw;");
        }
    }

    private static void Emit(SourceWriter writer, PropertyModel property, string pool)
    {
        var lease = new LocalNames(property.Parameters, []).Lease;
        var receiver = Calls.Receiver(property.Implementation.Cast, $"{lease}.Connection");
        using var body = writer.Open(ForwardingEmitter.Declaration(property));
        if (property.HasGetter)
        {
            RentedClass.EmitAttributes(writer, property.GetterAttributes);
            using var getter = writer.Open("get");
            writer.Lines($"using var {lease} = {pool}.Rent();");
            EmitGuarded(writer, lease, $"return {ForwardingEmitter.Target(property, receiver)};");
        }

        if (property.Setter is not null)
        {
            RentedClass.EmitAttributes(writer, property.SetterAttributes);
            writer.Lines(ForwardingEmitter.Initialiser);
        }
    }
}
