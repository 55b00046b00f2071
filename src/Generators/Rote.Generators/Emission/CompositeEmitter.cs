using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the file of one composite.</summary>
internal static class CompositeEmitter
{
    /// <summary>The source text of a composite.</summary>
    public static string Emit(CompositeModel model)
    {
        var writer = new SourceWriter();
        var type = model.Type;
        DecoratorEmitter.EmitHeader(writer, type);
        EmitComposite(writer, model);
        EmitExtension(writer.Blank(), type);
        if (type.TypeParameters.IsEmpty)
        {
            EmitRegistration(writer.Blank(), type);
        }

        return writer.ToString();
    }

    private static void EmitComposite(SourceWriter writer, CompositeModel model)
    {
        var type = model.Type;
        writer.Lines($"/// <summary>Several stores as one <c>{DecoratorEmitter.DisplayName(type)}</c>.</summary>");
        DecoratorEmitter.EmitPublicAttributes(writer, type);
        var constraints = Signatures.Clauses(type.TypeParameters.Select(parameter => parameter.Constraints));
        using var body = writer.Open(
            $"{type.Accessibility} sealed class {type.Names.Decorator}{type.TypeParameterDeclaration} : "
            + $"{type.Interface}, {KnownNames.CountsRoundTrips}{constraints}");
        EmitConstruction(writer, model);
        InnerEmitter.Emit(writer, model);

        // To those who pass calls on, the first store is what is decorated.
        var first = new DecoratorModel(model.HintName, type, default, default, default, default, null, null);
        foreach (var member in model.Members)
        {
            DecoratorEmitter.EmitDocumentation(writer, member.Member);
            Emit(writer, first, member);
        }

        EmitDisposal(writer, type);
    }

    private static void Emit(SourceWriter writer, DecoratorModel first, CompositeMemberModel composite)
    {
        switch (composite.Member)
        {
            case MethodModel method when composite.IsOfFirst:
                ForwardingEmitter.Emit(writer, Asking(first, method), method);
                break;
            case MethodModel method:
                FanOutEmitter.Emit(writer, first.Type, method, composite.Search);
                break;
            case PropertyModel property:
                ForwardingEmitter.Emit(writer, first, property);
                break;
            case EventModel @event:
                ForwardingEmitter.Emit(writer, first, @event);
                break;
        }
    }

    // Properties and events are no round trips.
    private static DecoratorModel Asking(DecoratorModel first, MethodModel method)
    {
        var names = first.Type.Names;
        var asked = InnerEmitter.Asked(first.Type, names.Inner, method.Name);
        return first with { Type = first.Type with { Names = names with { Inner = asked, Asked = "" } } };
    }

    private static void EmitConstruction(SourceWriter writer, CompositeModel model)
    {
        var type = model.Type;
        var names = type.Names;
        var hasFirst = model.Members.Any(member => member.IsOfFirst);
        writer.Lines($"private readonly {KnownNames.FanOut}<{type.Interface}> {names.Context};");
        if (hasFirst)
        {
            writer.Lines($"private readonly {type.Interface} {names.Inner};");
        }

        writer.Blank();
        using var body = writer.Open(Layout.List(
            $"internal {names.Decorator}",
            [$"{KnownTypes.Enumerable}<{type.Interface}> stores", $"{KnownNames.FanOutOptions}? options"],
            ""));
        writer.Lines($"{names.Context} = new {KnownNames.FanOut}<{type.Interface}>(stores, options);");
        if (hasFirst)
        {
            writer.Lines($"{names.Inner} = {names.Context}.Stores[0];");
        }
    }

    private static void EmitDisposal(SourceWriter writer, TypeModel type)
    {
        if (type.Disposal.Asynchronous is not null)
        {
            writer.Blank()
                .Lines("/// <summary>Disposes of every store.</summary>")
                .Lines($"public {KnownTypes.ValueTask} DisposeAsync()")
                .Indented($"=> {KnownNames.FanOutAnswers}.DisposeAsync({type.Names.Context}.Stores);");
        }

        if (type.Disposal.Synchronous is not null)
        {
            writer.Blank()
                .Lines("/// <summary>Disposes of every store.</summary>")
                .Lines("public void Dispose()")
                .Indented($"=> {KnownNames.FanOutAnswers}.Dispose({type.Names.Context}.Stores);");
        }
    }

    private static void EmitExtension(SourceWriter writer, TypeModel type)
    {
        var composite = type.Names.Decorator + type.TypeArguments;
        var name = DecoratorEmitter.DisplayName(type);
        writer.Lines($"/// <summary>Makes one <c>{name}</c> of several.</summary>");
        DecoratorEmitter.EmitPublicAttributes(writer, type);
        using var body = writer.Open($"{type.Accessibility} static class {type.Names.Extensions}");
        var owner = type.Disposal is { Synchronous: null, Asynchronous: null }
            ? "They stay their owner's."
            : "Disposing of the composite disposes of them.";
        writer.Lines($"""
            /// <summary>Puts several stores behind one <c>{name}</c>, as its members' <c>[FanOut]</c> says.</summary>
            /// <param name="stores">The stores. {owner}</param>
            /// <param name="options">Bounds and times; <see langword="null"/> for the defaults.</param>
            /// <returns>The composite.</returns>
            """);
        var declaration = Signatures.Declaration(
            $"public static {composite} FanOut{type.TypeParameterDeclaration}",
            [$"this {KnownTypes.Enumerable}<{type.Interface}> stores", $"{KnownNames.FanOutOptions}? options = null"],
            type.TypeParameters.Select(parameter => parameter.Constraints));
        writer.Lines(declaration).Indented($"=> new {composite}(stores, options);");
    }

    private static void EmitRegistration(SourceWriter writer, TypeModel type)
    {
        DecoratorEmitter.EmitAttributes(writer, type);
        using var body = writer.Open($"file static class {type.Names.Registration}");
        writer.Lines($"[{KnownTypes.ModuleInitializer}]")
            .Lines("internal static void Register()")
            .Indented($"=> {KnownNames.FanOutRegistry}.Register<{type.Interface}>(\n"
                + $"    static (stores, options) => new {type.Names.Decorator}(stores, options));");
    }
}
