using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>
/// Decides what the composite of several stores does with a member. The generator and the analyzers ask the same function, so
/// what the one does not write the other reports.
/// </summary>
internal static class FanOutShape
{
    private const string DefaultLimit = "limit";

    /// <summary>Modes, in the order of <c>Rote.FanOutMode</c>.</summary>
    private static readonly FanOutVerdictKind[] Modes =
        [FanOutVerdictKind.Merged, FanOutVerdictKind.First, FanOutVerdictKind.All];

    /// <summary>What becomes of a member that a composite has to implement.</summary>
    /// <param name="member">The member, own or inherited.</param>
    /// <param name="type">The interface of the composite.</param>
    /// <param name="compilation">Decides what is accessible.</param>
    public static FanOutVerdict Classify(ISymbol member, INamedTypeSymbol type, Compilation compilation)
    {
        if (member.FindAttribute(KnownAttributes.FanOut) is not { } attribute)
        {
            return new(HasBody(member, type) ? FanOutVerdictKind.Own : FanOutVerdictKind.NoRule);
        }

        var mode = ModeOf(attribute);
        if (mode < 0 || mode >= Modes.Length)
        {
            return new(FanOutVerdictKind.UnknownMode);
        }

        return (Modes[mode], member) switch
        {
            (FanOutVerdictKind.First, _) => new(FanOutVerdictKind.First),
            (_, not IMethodSymbol) => new(FanOutVerdictKind.NotAMethod),
            (var kind, IMethodSymbol method) => ClassifyCall(method) is { } verdict ? verdict
                : kind == FanOutVerdictKind.All ? ClassifyAll(method)
                : ClassifySearch(method, attribute, compilation),
        };
    }

    // Where it was declared, or by an interface that inherits and implements it.
    private static bool HasBody(ISymbol member, INamedTypeSymbol type)
        => type.FindImplementationForInterfaceMember(member) is { IsAbstract: false };

    private static int ModeOf(AttributeData attribute)
        => attribute.ConstructorArguments.Length == 0 ? 0
            : attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Enum, Value: int mode } ? mode
            : -1;

    // What holds for every call that is repeated in a lambda.
    private static FanOutVerdict? ClassifyCall(IMethodSymbol method)
    {
        if (method.IsBroken())
        {
            return new(FanOutVerdictKind.Broken);
        }

        if (method.IsForbidden()
            || method.HasRequirements()
            || method.ReturnType.MentionsPointer()
            || method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DoesNotReturnAttribute"))
        {
            return new(FanOutVerdictKind.NotRepeatable);
        }

        var parameter = method.Parameters.FirstOrDefault(parameter => parameter.RefKind != RefKind.None
            || parameter.Type.IsStackBound()
            || parameter.Type.MentionsPointer());
        return parameter is null ? null : new(FanOutVerdictKind.ByRefParameter, Offender: parameter.Name);
    }

    private static FanOutVerdict ClassifyAll(IMethodSymbol method)
        => new(TypeFacts.ReturnKindOf(method) is ReturnKind.Task or ReturnKind.ValueTask
            ? FanOutVerdictKind.All
            : FanOutVerdictKind.NotAwaited);

    private static FanOutVerdict ClassifySearch(IMethodSymbol method, AttributeData attribute, Compilation compilation)
    {
        if (TypeFacts.ReturnKindOf(method) is not (ReturnKind.TaskOfValue or ReturnKind.ValueTaskOfValue)
            || TypeFacts.ResultOf(method) is not { NullableAnnotation: not NullableAnnotation.Annotated } result
            || ItemOf(result, out var answer) is not { } item
            || MayBeNull(item))
        {
            return new(FanOutVerdictKind.NoItems);
        }

        if (attribute.Text("Score") is not { } scoreName
            || FanOutValue.Find(method, item, scoreName, compilation) is not { } score
            || !IsNumber(score.Type))
        {
            return new(FanOutVerdictKind.NoScore, Offender: attribute.Text("Score") ?? "");
        }

        if (attribute.Text("Key") is not { } keyName || FanOutValue.Find(method, item, keyName, compilation) is not { } key)
        {
            return new(FanOutVerdictKind.NoKey, Offender: attribute.Text("Key") ?? "");
        }

        if (MayBeNull(key.Type) || key.MayBeNull || !IsComparable(key.Type))
        {
            return new(FanOutVerdictKind.BadKey, Offender: key.Symbol.Name);
        }

        var limitName = attribute.Text("Limit");
        var limit = method.Parameters.FirstOrDefault(parameter
            => parameter.Name == (limitName ?? DefaultLimit) && parameter.Type.SpecialType == SpecialType.System_Int32);
        var maxItems = attribute.Number("MaxItems");
        return (limit is null && (limitName is not null || maxItems == 0)) || maxItems < 0
            ? new(FanOutVerdictKind.NoLimit, Offender: limitName ?? "")
            : new(
                FanOutVerdictKind.Merged,
                new(answer, item, score, key, attribute.Value<bool>("LowestFirst") ?? false, limit, maxItems));
    }

    private static ITypeSymbol? ItemOf(ITypeSymbol result, out ListKind answer)
    {
        answer = ListTypes.Classify(result, out var item);
        return answer != ListKind.None ? item
            : result.Is("Rote.FanningOut", "FanOutResult", arity: 1) ? ((INamedTypeSymbol)result).TypeArguments[0]
            : null;
    }

    private static bool MayBeNull(ITypeSymbol type)
        => type.NullableAnnotation == NullableAnnotation.Annotated
            || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsNumber(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? IsNumber(nullable.TypeArguments[0])
            : type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    // What the runtime asks for: IComparable<T> of itself, and never null.
    private static bool IsComparable(ITypeSymbol type)
        => type is ITypeParameterSymbol parameter
            ? parameter.ConstraintTypes.Any(constraint => IsComparableTo(constraint, type))
            : type.AllInterfaces.Any(candidate => IsComparableTo(candidate, type));

    private static bool IsComparableTo(ITypeSymbol candidate, ITypeSymbol type)
        => candidate.NullableAnnotation != NullableAnnotation.Annotated
            && ((candidate.Is("System", "IComparable", 1)
                    && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)candidate).TypeArguments[0], type))
                || candidate.AllInterfaces.Any(inherited => inherited.Is("System", "IComparable", 1)
                    && SymbolEqualityComparer.Default.Equals(inherited.TypeArguments[0], type)));
}
