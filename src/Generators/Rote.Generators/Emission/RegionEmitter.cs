using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes the regions that a decorator makes: how they keep entries, and what they ask about keys and values.</summary>
internal static class RegionEmitter
{
    /// <summary>The statement that makes a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="context">The decorator's context.</param>
    public static string Make(RegionModel region, string context)
    {
        var policy = Layout.New(KnownNames.CachePolicy, [.. Policy(region)]);
        var functions = Functions(region).ToList();
        var type = $"<{region.Key}, {region.Value}>";
        return Layout.List(
            $"{region.Field} = {context}.Cache{type}",
            functions.Count == 0 ? [policy] : [policy, Layout.New(KnownNames.CacheFunctions + type, functions)],
            ";");
    }

    private static IEnumerable<string> Policy(RegionModel region)
    {
        var options = region.Options;
        string?[] settings =
        [
            $"Region = {Literals.Quote(region.Name)}",
            Time("Lifetime", options.LifetimeSeconds, "Seconds"),
            Time("Sliding", options.SlidingSeconds, "Seconds"),
            Time("NullLifetime", options.NullSeconds, "Seconds"),
            Number("JitterPercent", options.JitterPercent),
            Number("RefreshPercent", options.RefreshPercent),
            Time("StaleLifetime", options.StaleSeconds, "Seconds"),
            Time("LoadTimeout", options.LoadTimeoutMilliseconds, "Milliseconds"),
            Number("MaxEntries", options.MaxEntries),
            Number("MaxWeight", options.MaxWeight),
            options.Store == 0 ? null : $"Store = {Store(options.Store)}",
            options.SecondLevel ? "SecondLevel = true" : null,
        ];
        return settings.OfType<string>();
    }

    private static IEnumerable<string> Functions(RegionModel region)
    {
        var tags = region.Tags
            .Select(tag => TagEmitter.New(tag, index => ($"key.{region.Parts[index].Name}", region.Parts[index].IsText)))
            .ToList();
        string?[] functions =
        [
            tags.Count == 0 ? null : Layout.Collection("Tags = static key => ", tags),
            region.Lifetime is { } lifetime ? $"Lifetime = {Ask(lifetime, "null")}" : null,
            region.Weight is { } weight ? $"Weight = {Ask(weight, "1")}" : null,
            region.Options.SecondLevel ? KeyText(region) : null,
        ];
        return functions.OfType<string>();
    }

    // A function that takes no null is not asked about one: it weighs as little as it can, and lives as the policy says.
    private static string Ask(ValueFunctionModel function, string ofNull)
    {
        var call = $"{function.Method}(value{(function.IsExact ? "" : "!")})";
        return Layout.Lambda("static value", function.IsGuarded ? $"value is null ? {ofNull} : {call}" : call);
    }

    private static string KeyText(RegionModel region)
    {
        var adds = region.Parts
            .Select(part => part.TextCast is { } cast ? $"({cast})key.{part.Name}" : $"key.{part.Name}")
            .Select(part => $"writer.Add({part})")
            .ToList();
        var head = $"KeyText = static (in {region.Key} key, ref {KnownNames.CacheKeyWriter} writer) =>";
        return adds.Count switch
        {
            0 => $"{head} {{ }}",
            1 => $"{head} {adds[0]}",
            _ => $"{head}\n{{\n{string.Concat(adds.Select(add => $"    {add};\n"))}}}",
        };
    }

    private static string Store(int store)
        => store == 1 ? $"{KnownNames.CacheStore}.MemoryCache" : $"({KnownNames.CacheStore})({Literals.Number(store)})";

    private static string? Time(string name, long value, string unit)
        => value == 0 ? null : $"{name} = {KnownTypes.TimeSpan}.From{unit}({Literals.Number(value)})";

    private static string? Number(string name, long value) => value == 0 ? null : $"{name} = {Literals.Number(value)}";
}
