using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the ways to a decorator: an extension method, and an announcement to the registry.</summary>
internal static class RegistrationEmitter
{
    /// <summary>The extension method <c>Decorate</c>.</summary>
    public static void EmitExtension(SourceWriter writer, DecoratorModel model, string name)
    {
        var type = model.Type;
        var decorator = type.Names.Decorator + type.TypeArguments;
        using var body = writer.Open($"{type.Accessibility} static class {type.Names.Extensions}");
        writer.Lines($"""
            /// <summary>Puts the aspects of <c>{name}</c> in front of a store.</summary>
            /// <param name="inner">The store.</param>
            /// <param name="options">Clock, memory and limits; <see langword="null"/> for the defaults.</param>
            /// <returns>The decorator. Disposing of it delivers what is still batched.</returns>
            """);
        var declaration = Signatures.Declaration(
            $"public static {decorator} Decorate{type.TypeParameterDeclaration}",
            [$"this {type.Interface} inner", $"{KnownNames.RoteOptions}? options = null"],
            type.TypeParameters.Select(parameter => parameter.Constraints));
        writer.Lines(declaration).Indented($"=> new {decorator}(inner, options);");
        if (model.Pooled is { } pooled)
        {
            writer.Blank().Lines($"""
                /// <summary>Puts the aspects of <c>{name}</c> in front of pooled stores; each call rents one.</summary>
                /// <param name="pool">The pool.{Owner(type)}</param>
                """);
            EmitOver(writer, type, pooled, KnownNames.ConnectionPool, "pool");
        }

        if (model.Lazy is { } lazy)
        {
            writer.Blank().Lines($"""
                /// <summary>Puts the aspects of <c>{name}</c> in front of a store that is opened at its first use.</summary>
                /// <param name="store">The store.{Owner(type)}</param>
                """);
            EmitOver(writer, type, lazy, KnownNames.LazyStore, "store");
        }
    }

    /// <summary>The announcement. A generic interface has none: there is no one decorator to announce.</summary>
    public static void EmitRegistration(SourceWriter writer, DecoratorModel model)
    {
        var type = model.Type;
        using var body = writer.Open($"file static class {type.Names.Registration}");
        const string Declaration = "internal static void Register()";
        writer.Lines($"[{KnownTypes.ModuleInitializer}]");
        if (model.Pooled is null && model.Lazy is null)
        {
            writer.Lines(Declaration).Indented("=> " + Announcement("Register", type, "inner", "inner"));
            return;
        }

        using var statements = writer.Open(Declaration);
        writer.Lines(Announcement("Register", type, "inner", "inner"));
        if (model.Pooled is { } pooled)
        {
            writer.Lines(Announcement("RegisterPooled", type, "pool", $"new {pooled.Class}(pool)"));
        }

        if (model.Lazy is { } lazy)
        {
            writer.Lines(Announcement("RegisterOpenedLazily", type, "store", $"new {lazy.Class}(store)"));
        }
    }

    private static string Announcement(string register, TypeModel type, string parameter, string inner)
        => $"{KnownNames.DecoratorRegistry}.{register}<{type.Interface}>(\n"
            + $"    static ({parameter}, options) => new {type.Names.Decorator}({inner}, options));";

    private static string Owner(TypeModel type)
        => type.Disposal is { Synchronous: null, Asynchronous: null }
            ? " It stays the caller's, to be disposed of after the decorator."
            : " Disposing of the decorator disposes of it.";

    private static void EmitOver(SourceWriter writer, TypeModel type, RentModel rent, string source, string parameter)
    {
        writer.Lines("""
            /// <param name="options">Clock, memory and limits; <see langword="null"/> for the defaults.</param>
            /// <returns>The decorator. Disposing of it delivers what is still batched.</returns>
            """);
        var decorator = type.Names.Decorator + type.TypeArguments;
        var declaration = Signatures.Declaration(
            $"public static {decorator} Decorate{type.TypeParameterDeclaration}",
            [$"this {source}<{type.Interface}> {parameter}", $"{KnownNames.RoteOptions}? options = null"],
            type.TypeParameters.Select(typeParameter => typeParameter.Constraints));
        writer.Lines(declaration)
            .Indented($"=> new {decorator}(new {rent.Class}{type.TypeArguments}({parameter}), options);");
    }
}
