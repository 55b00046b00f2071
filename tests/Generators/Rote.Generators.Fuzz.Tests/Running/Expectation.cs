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
    private static readonly string[] SureBulks = ["PutMany", "AskMany", "LookMany", "KeepMany"];

    /// <summary>Whether the bulk method answers by key: what it does not know is absent.</summary>
    public bool IsFound { get; init; }

    /// <summary>The method that gets what calls are folded into, later; or nothing.</summary>
    public string? Folds { get; init; }

    /// <summary>Whether calls must be folded.</summary>
    public bool MustFold { get; init; }

    /// <summary>The method whose pages a stream is made of, or nothing.</summary>
    public string? Pages { get; init; }

    /// <summary>Whether the stream must be made of them.</summary>
    public bool MustPage { get; init; }

    /// <summary>Whether a call that fails may be made again.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>Whether its pages may be in the cache: another stream may have read them.</summary>
    public bool MayHavePages { get; init; }

    /// <summary>Calls of a call that fails; 0 where that is not known.</summary>
    public int Repeats { get; init; }

    /// <summary>What to expect of a member of an interface.</summary>
    public static Expectation Of(ISymbol member, INamedTypeSymbol type)
    {
        var expected = OfCall(member, type);
        if (member.OriginalDefinition is not IMethodSymbol method)
        {
            return expected;
        }

        // Of a stream that is made of pages these are repeated, and of a batched call the bulk call.
        var pages = method.ReturnType.Name == "IAsyncEnumerable" ? NameOf(method, "PagedAttribute") : null;
        return expected with
        {
            Pages = pages,
            MustPage = pages == "ListPage" && method.Name == "List"
                && Members.Of(type).Where(one => one.Name == "List").Take(2).Count() == 1
                && Members.Of(type).Where(one => one.Name == "ListPage").ToList() is [IMethodSymbol page]
                && AreDeclaredTogether(method, page)
                && IsPageOf(page, method),
            MayHavePages = Members.Of(type).OfType<IMethodSymbol>()
                .Any(page => page.Name == pages && Find(page, "CachedAttribute") is not null),
            MayRepeat = IsRepeated(method)
                || Members.Of(type).OfType<IMethodSymbol>().Any(page => page.Name == pages && IsRepeated(page)),
            Repeats = expected is { Bulk: null, Folds: null, MayShare: false } && IsRepeated(method) && IsPlain(method)
                && (expected.MustCache || Find(method, "CachedAttribute") is null)
                && method.ReturnType is INamedTypeSymbol
                {
                    Name: "Task" or "ValueTask", NullableAnnotation: not NullableAnnotation.Annotated,
                }
                && !method.IsGenericMethod
                && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && IsKey(parameter))
                    ? 4
                    : 0,
        };
    }

    // Interfaces that inherit may have the stream of one pair and the page method of another.
    private static bool IsPageOf(IMethodSymbol page, IMethodSymbol stream)
        => Result(page.ReturnType) is INamedTypeSymbol { Name: "Page" } result
            && stream.ReturnType is INamedTypeSymbol { TypeArguments: [var item] }
            && SymbolEqualityComparer.IncludeNullability.Equals(result.TypeArguments[0], item)
            && page.Parameters.Any(parameter => parameter.Name == "cursor")
            && page.Parameters.All(parameter => parameter.Name is "cursor" or "limit" or "isExact" or "ct"
                || stream.Parameters.Any(own => own.Name == parameter.Name))
            && stream.Parameters.All(own => own.Name == "ct"
                || page.Parameters.Any(parameter => parameter.Name == own.Name && parameter.RefKind == own.RefKind
                    && SymbolEqualityComparer.Default.Equals(parameter.Type, own.Type)));

    // Reads and what is said to do no harm; the attribute says no number of its own here.
    private static bool IsRepeated(IMethodSymbol method)
        => Find(method, "ResilientAttribute") is { } resilient
            && (Find(method, "CachedAttribute") is not null
                || resilient.NamedArguments.Any(argument => argument.Key is "ReadOnly" or "Idempotent"));

    private static bool IsPlain(IMethodSymbol method)
        => !method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name
            is "InvalidatesAttribute" or "DoesNotReturnAttribute" or "ObsoleteAttribute");

    private static Expectation OfCall(ISymbol member, INamedTypeSymbol type)
    {
        if (member.OriginalDefinition is not IMethodSymbol { IsGenericMethod: false, RefKind: RefKind.None } method
            || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || IsStackBound(parameter.Type))
            || IsStackBound(method.ReturnType))
        {
            return new(false, false, false, null, false);
        }

        var cached = Find(method, "CachedAttribute");
        var isPlain = IsPlain(method);
        var result = Result(method.ReturnType);
        var mayCache = cached is not null && !method.ReturnsVoid && result is not null;
        var bulk = NameOf(method, "BatchedAttribute") ?? NameOf(method, "WriteBehindAttribute");
        var isFound = Members.Of(type).OfType<IMethodSymbol>()
            .Where(member => member.Name == bulk)
            .Any(member => Result(member.ReturnType)?.Name.Contains("Dictionary", StringComparison.Ordinal) == true);
        var folds = NameOf(method, "AggregatedAttribute");
        return new(
            mayCache,
            mayCache && isPlain && !isFound && IsSimple(result!) && method.Parameters.All(IsKey),
            mayCache && (cached!.NamedArguments.Any(argument => argument.Key == "Region") || !method.Parameters.All(IsKey)),
            bulk,
            SureBulks.Contains(bulk) && cached is null && isPlain
                && method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask" }
                && IsOnly(bulk!, method, type) && method.Parameters.All(IsKey))
        {
            IsFound = isFound,
            Folds = folds,
            MustFold = folds == "MeasureMany" && isPlain && method.Parameters.All(IsKey)
                && Members.Of(type).Where(member => member.Name is "Measure" or "MeasureMany").ToList() is [var one, var other]
                && AreDeclaredTogether(one, other)
                && method.Parameters.Count(parameter => parameter.Type.Name == "DateTimeOffset") <= 1
                && method.Parameters.All(parameter => parameter.Type.NullableAnnotation != NullableAnnotation.Annotated),
        };
    }

    private static string? NameOf(IMethodSymbol method, string attribute)
        => Find(method, attribute)?.ConstructorArguments.FirstOrDefault().Value as string;

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

    // One bulk method, drawn with the single one, of a list of its items: an array of characters is a text.
    private static bool IsOnly(string name, IMethodSymbol single, INamedTypeSymbol type)
        => Members.Of(type).Where(member => member.Name == name).ToList() is [IMethodSymbol bulk]
            && bulk.Parameters.Length == single.Parameters.Length
            && AreDeclaredTogether(bulk, single)
            && bulk.Parameters.LastOrDefault()?.Type is not (null or IArrayTypeSymbol { ElementType.Name: "Char" or "Byte" })
            && SymbolEqualityComparer.Default.Equals(
                ElementOf(bulk.Parameters[^1].Type), single.Parameters[bulk.Parameters.Length - 1].Type);

    private static bool AreDeclaredTogether(ISymbol one, ISymbol other)
        => SymbolEqualityComparer.Default.Equals(one.ContainingType, other.ContainingType);

    private static ITypeSymbol? ElementOf(ITypeSymbol list) => list switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } => element,
        _ => null,
    };

    private static bool IsStackBound(ITypeSymbol type)
        => Code.IsStackBound(type) || type is IPointerTypeSymbol or IFunctionPointerTypeSymbol;
}
