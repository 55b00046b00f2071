using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the class that opens its store at the first use.</summary>
internal static class LazyEmitter
{
    /// <summary>The class.</summary>
    public static void Emit(SourceWriter writer, DecoratorModel model, RentModel rent)
    {
        // What does not wait is forwarded to the store as to any other.
        var names = model.Type.Names with { Inner = $"{rent.Field}.Get()", Asked = "" };
        var forwarding = model with { Type = model.Type with { Names = names } };
        using var body = RentedClass.Open(writer, model.Type, rent, KnownNames.LazyStore, "store");
        foreach (var member in model.Members)
        {
            writer.Blank();
            RentedClass.EmitAttributes(writer, member.Implementation.Attributes);
            switch (member)
            {
                case MethodModel { IsStream: true } method:
                    RentedClass.EmitStream(writer, method, rent.Field, new LocalNames(method));
                    break;
                case MethodModel { IsAsync: true } method:
                    EmitAwaited(writer, method, rent.Field);
                    break;
                case MethodModel method:
                    ForwardingEmitter.EmitInner(writer, forwarding, method);
                    break;
                case PropertyModel property:
                    ForwardingEmitter.Emit(writer, forwarding, property);
                    break;
                case EventModel @event:
                    ForwardingEmitter.Emit(writer, forwarding, @event);
                    break;
            }
        }

        RentedClass.EmitDisposal(writer, model.Type, rent);
    }

    private static void EmitAwaited(SourceWriter writer, MethodModel method, string store)
    {
        var names = new LocalNames(method);
        var call = RentedClass.Call(method, names.Store);
        using var body = writer.Open(Signatures.Implementing(method, "async "));
        writer.Lines($"var {names.Store} = await {store}.GetAsync({names.Token}).ConfigureAwait(false);")
            .Lines($"{(method.Result is null ? "" : "return ")}{call.Awaited};");
    }
}
