using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rote.Generators.Emission;
using Rote.Generators.Model;
using Rote.Generators.Parsing;
using Rote.Generators.Shared;

namespace Rote.Generators;

/// <summary>
/// Writes a decorator for every interface that has an aspect on one of its members, or that is pooled or opened lazily.
/// </summary>
/// <remarks>
/// Each attribute is asked for by itself. Of all annotated members of an interface one, its owner, brings the interface's
/// model (without such members, the interface's own attribute does), so that nothing is collected and an edit of one interface
/// touches no other.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class DecoratorGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        RegisterAspect(context, KnownAttributes.Cached);
        RegisterAspect(context, KnownAttributes.Batched);
        RegisterAspect(context, KnownAttributes.WriteBehind);
        RegisterAspect(context, KnownAttributes.Invalidates);
        RegisterAspect(context, KnownAttributes.Monitored);
        RegisterAspect(context, KnownAttributes.Aggregated);
        RegisterAspect(context, KnownAttributes.Paged);
        Register<InterfaceDeclarationSyntax>(context, KnownAttributes.Pooled);
        Register<InterfaceDeclarationSyntax>(context, KnownAttributes.OpenedLazily);
    }

    private static void RegisterAspect(IncrementalGeneratorInitializationContext context, string attribute)
        => Register<MethodDeclarationSyntax>(context, attribute);

    private static void Register<TSyntax>(IncrementalGeneratorInitializationContext context, string attribute)
    {
        var decorators = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TSyntax,
                (member, cancellationToken) => DecoratorParser.Parse(member, attribute, cancellationToken))
            .WithTrackingName(TrackingNames.Models)
            .Where(static model => model is not null)
            .WithTrackingName(TrackingNames.Decorators);
        context.RegisterSourceOutput(decorators, static (output, model) => Emit(output, model!));
    }

    private static void Emit(SourceProductionContext output, DecoratorModel model)
        => output.AddSource(model.HintName, DecoratorEmitter.Emit(model));
}
