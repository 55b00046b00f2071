using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rote.Generators.Emission;
using Rote.Generators.Parsing;
using Rote.Generators.Shared;

namespace Rote.Generators;

/// <summary>Writes, for every interface whose members carry <c>[FanOut]</c>, the composite of several stores.</summary>
/// <remarks>
/// Apart from the decorator, which knows nothing of it: what is decorated may be a composite. As there, the first annotated
/// member of an interface brings its model, and nothing is collected.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class FanOutGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var composites = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownAttributes.FanOut,
                static (node, _) => node is MemberDeclarationSyntax or VariableDeclaratorSyntax,
                static (member, cancellationToken) => CompositeParser.Parse(member, cancellationToken))
            .WithTrackingName(TrackingNames.Models)
            .Where(static model => model is not null)
            .WithTrackingName(TrackingNames.Composites);
        context.RegisterSourceOutput(composites, static (output, model)
            => output.AddSource(model!.HintName, CompositeEmitter.Emit(model)));
    }
}
