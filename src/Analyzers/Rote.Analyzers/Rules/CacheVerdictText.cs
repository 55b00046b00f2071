using Microsoft.CodeAnalysis;
using Rote.Generators.Shared;

namespace Rote.Analyzers.Rules;

/// <summary>What a verdict on a cached member says to its author: the reason, then the remedy.</summary>
internal static class CacheVerdictText
{
    /// <summary>The text of a verdict that says no.</summary>
    public static string Describe(CacheVerdictKind kind, IMethodSymbol method, IParameterSymbol? parameter)
    {
        var result = Show(TypeFacts.ResultOf(method) ?? method.ReturnType);
        var name = parameter?.Name;
        var type = parameter is null ? "" : Show(parameter.Type);
        return kind switch
        {
            CacheVerdictKind.NotAnInstanceMethod
                => "it is not an instance method; remove [Cached]",
            CacheVerdictKind.GenericMethod
                => "it is generic, and one region cannot hold values of many types; give the interface the type parameter, or "
                    + "remove [Cached]",
            CacheVerdictKind.NoResult
                => "it has no result to keep; remove [Cached], or return the value to keep",
            CacheVerdictKind.RefResult
                => $"its result '{result}' is a reference that no cache can keep; return a copy, or remove [Cached]",
            CacheVerdictKind.StreamResult
                => $"its result '{result}' is read once; "
                    + (method.ReturnType.IsAsyncStream() ? "set Buffered = true to keep all its items, " : "")
                    + "return a list, or remove [Cached]",
            CacheVerdictKind.DeferredResult
                => $"its result '{result}' runs again whenever it is read; return a list, or remove [Cached]",
            CacheVerdictKind.DisposableResult
                => $"its first reader would dispose of the '{result}' for all others; return the data in it, or remove [Cached]",
            CacheVerdictKind.ByRefParameter
                => $"its parameter '{name}' is passed by reference; pass and return values, or remove [Cached]",
            CacheVerdictKind.RefLikeParameter
                => $"its parameter '{name}' of type '{type}' lives on the stack; take an array or a string, or remove [Cached]",
            CacheVerdictKind.ListParameter
                => $"its parameter '{name}' is a list, which is a key only item by item: make it the last keyed parameter and "
                    + "return a list aligned with it or a dictionary of its items, or add [NotInKey] where the result does not "
                    + "depend on it",
            CacheVerdictKind.NoTextForm
                => $"its parameter '{name}' of type '{type}' has no text form for the second level; take a string, a number, a "
                    + "Guid, a time or an enum, or remove SecondLevel",
            CacheVerdictKind.SynchronousSecondLevel
                => "SecondLevel has no effect on a synchronous method, which cannot wait for a level; return a Task or a "
                    + "ValueTask, or remove SecondLevel",
            CacheVerdictKind.WeightInMemoryCache
                => "MaxWeight has no effect with CacheStore.MemoryCache, which the application bounds; set the SizeLimit of that "
                    + "cache, or remove Store",
            CacheVerdictKind.WeightWithoutFunction
                => "MaxWeight needs WeightFrom; name a static method of the interface that weighs a value, or remove MaxWeight",
            CacheVerdictKind.NoWeightFunction
                => FunctionText(method, "WeightFrom", "long"),
            CacheVerdictKind.NoLifetimeFunction
                => FunctionText(method, "LifetimeFrom", "TimeSpan?"),
            _ => $"its parameter '{name}' of type '{type}' is not compared by value; take a string, a number or an immutable "
                + "record of such, or add [NotInKey] where the result does not depend on it",
        };
    }

    private static string FunctionText(IMethodSymbol method, string option, string result)
    {
        var name = method.FindAttribute(KnownAttributes.Cached)?.Text(option);
        var value = CachedValue.Of(method, CacheShape.ClassifyShape(method)).Write(Show, "IReadOnlyList");
        return $"{option} names no 'static {result} {name}({value} value)' of the interface that its decorator can call; declare "
            + $"one, or remove {option}";
    }

    private static string Show(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
