using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the ways to a decorator: an extension method, and an announcement to the registry.</summary>
internal static class RegistrationEmitter
{
    /// <summary>The extension method <c>Decorate</c>.</summary>
    public static void EmitExtension(SourceWriter writer, TypeModel type, string name)
    {
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
    }

    /// <summary>The announcement. A generic interface has none: there is no one decorator to announce.</summary>
    public static void EmitRegistration(SourceWriter writer, TypeModel type)
    {
        using var body = writer.Open($"file static class {type.Names.Registration}");
        writer.Lines($"""
            [{KnownTypes.ModuleInitializer}]
            internal static void Register()
                => {KnownNames.DecoratorRegistry}.Register<{type.Interface}>(
                    static (inner, options) => new {type.Names.Decorator}(inner, options));
            """);
    }
}
