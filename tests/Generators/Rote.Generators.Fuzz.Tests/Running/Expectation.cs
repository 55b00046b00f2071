using Microsoft.CodeAnalysis;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>What a decorator may and must do with a member, found without asking the generator's own rules.</summary>
/// <param name="MayCache">Whether a second call may be answered by the cache.</param>
/// <param name="MustCache">Whether it must: key and result are beyond doubt.</param>
/// <param name="MayShare">Whether the first call may be answered by the entry of another.</param>
/// <param name="Bulk">The method that may be called in its place, or nothing.</param>
/// <param name="MustBatch">Whether it must.</param>
internal sealed record Expectation(bool MayCache, bool MustCache, bool MayShare, string? Bulk, bool MustBatch)
{
    /// <summary>What to expect of a member of an interface.</summary>
    public static Expectation Of(ISymbol member, INamedTypeSymbol type)
    {
        if (member.OriginalDefinition is not IMethodSymbol { IsGenericMethod: false, RefKind: RefKind.None } method
            || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || IsStackBound(parameter.Type))
            || IsStackBound(method.ReturnType))
        {
            return new(false, false, false, null, false);
        }

        var cached = Find(method, "CachedAttribute");
        var isPlain = !method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name
            is "InvalidatesAttribute" or "DoesNotReturnAttribute" or "ObsoleteAttribute");
        var result = Result(method.ReturnType);
        var mayCache = cached is not null && !method.ReturnsVoid && result is not null;
        var bulk = Find(method, "BatchedAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;
        return new(
            mayCache,
            mayCache && isPlain && IsSimple(result!) && method.Parameters.All(IsKey),
            mayCache && (cached!.NamedArguments.Any(argument => argument.Key == "Region") || !method.Parameters.All(IsKey)),
            bulk,
            bulk == "PutMany" && cached is null && isPlain
                && method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask" }
                && IsOnly(bulk, method, type) && method.Parameters.All(IsKey));
    }

    private static AttributeData? Find(IMethodSymbol method, string name)
        => method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == name);

    // A plain value, or what a task brings.
    private static ITypeSymbol? Result(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1 } task => task.TypeArguments[0],
        INamedTypeSymbol { Name: "Task" or "ValueTask" } => null,
        _ => type,
    };

    private static bool IsKey(IParameterSymbol parameter)
        => IsSimple(parameter.Type) || parameter.Type.Name == "CancellationToken";

    private static bool IsSimple(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.All(element => IsSimple(element.Type)),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            => IsSimple(nullable.TypeArguments[0]),
        { TypeKind: TypeKind.Enum } => true,
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Boolean } => true,
        { SpecialType: SpecialType.System_String or SpecialType.System_Char or SpecialType.System_Decimal } => true,
        _ => type.Name is "Guid" or "Point" or "DateTimeOffset",
    };

    // One bulk method, of a list: an array of characters is a text.
    private static bool IsOnly(string name, IMethodSymbol single, INamedTypeSymbol type)
        => Members.Of(type).Where(member => member.Name == name).ToList() is [IMethodSymbol bulk]
            && bulk.Parameters.Length == single.Parameters.Length
            && bulk.Parameters.LastOrDefault()?.Type is not (null or IArrayTypeSymbol { ElementType.Name: "Char" or "Byte" });

    private static bool IsStackBound(ITypeSymbol type)
        => Code.IsStackBound(type) || type is IPointerTypeSymbol or IFunctionPointerTypeSymbol;
}
