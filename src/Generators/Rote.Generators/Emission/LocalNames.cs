using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>The names that emitted methods use besides those of their parameters and type parameters.</summary>
internal sealed class LocalNames
{
    private readonly List<string> _taken;

    /// <summary>Names for a method.</summary>
    public LocalNames(MethodModel method)
        : this(method.Parameters, method.TypeParameters)
    {
    }

    /// <summary>Names for a member with parameters.</summary>
    public LocalNames(EquatableArray<ParameterModel> parameters, EquatableArray<TypeParameterModel> typeParameters)
    {
        _taken =
        [
            .. parameters.Select(parameter => parameter.Name),
            .. typeParameters.Select(parameter => parameter.Name.TrimStart('@')),
        ];
        Tokens = [.. parameters.Where(parameter => parameter.IsToken).Select(parameter => parameter.Name)];
        Token = Tokens.Count == 0 ? null : Tokens[0];
        Key = Allocate("key", "cacheKey");
        Value = Allocate("value", "cached");
        Task = Allocate("task", "cachedTask");
        Self = Allocate("self", "decorator");
        State = Allocate("state", "loadState");
        Item = Allocate("item", "element");
        Items = Allocate("items", "missing");
        Measurement = Allocate("measurement", "operation");
        Series = Allocate("series", "tagSeries");
        Result = Allocate("result", "outcome");
        Exception = Allocate("exception", "failure");
        Lease = Allocate("lease", "rented");
        Store = Allocate("store", "opened");
        Linked = Allocate("linked", "linkedTokens");
        Cursor = Allocate("cursor", "nextCursor");
        Limit = Allocate("limit", "pageLimit");
        PageToken = Allocate("token", "pageToken");
        Invalidate = Allocate("Invalidate", "InvalidateAfterwards");
    }

    /// <summary>The method's tokens.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>The first of them; <see langword="null"/> where there is none.</summary>
    public string? Token { get; }

    /// <summary>The key of a call.</summary>
    public string Key { get; }

    /// <summary>A value from the cache.</summary>
    public string Value { get; }

    /// <summary>A completed task from the cache.</summary>
    public string Task { get; }

    /// <summary>The decorator, inside a static lambda.</summary>
    public string Self { get; }

    /// <summary>The decorator and what else a load needs, inside a static lambda.</summary>
    public string State { get; }

    /// <summary>One of the items of a list.</summary>
    public string Item { get; }

    /// <summary>The items that are missing.</summary>
    public string Items { get; }

    /// <summary>A measurement.</summary>
    public string Measurement { get; }

    /// <summary>The values of a call's tags.</summary>
    public string Series { get; }

    /// <summary>The result of a measured call.</summary>
    public string Result { get; }

    /// <summary>What a measured call threw.</summary>
    public string Exception { get; }

    /// <summary>A rented store.</summary>
    public string Lease { get; }

    /// <summary>A store that is open.</summary>
    public string Store { get; }

    /// <summary>The source of a token that several others cancel.</summary>
    public string Linked { get; }

    /// <summary>The cursor of a page.</summary>
    public string Cursor { get; }

    /// <summary>The size of a page.</summary>
    public string Limit { get; }

    /// <summary>The token of a page's call.</summary>
    public string PageToken { get; }

    /// <summary>A local function that invalidates.</summary>
    public string Invalidate { get; }

    /// <summary>A name that is none of those that are taken.</summary>
    public static string Free(string name, IReadOnlyCollection<string> taken)
    {
        while (taken.Contains(name))
        {
            name += "_";
        }

        return name;
    }

    // No two of the names above are alike, so that only parameters can be in their way, and those are few.
    private string Allocate(string preferred, string otherwise)
    {
        var name = preferred;
        for (var number = 1; _taken.Contains(name); number++)
        {
            name = number == 1 ? otherwise : otherwise + Literals.Number(number);
        }

        return name;
    }
}
