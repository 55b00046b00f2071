using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes lambdas that hand the list of a call over as <c>ValueTask&lt;IReadOnlyList&lt;T&gt;&gt;</c>.</summary>
internal static class ListConversion
{
    /// <summary>An array as the argument of a list parameter.</summary>
    /// <param name="array">The array.</param>
    /// <param name="kind">The list that the parameter takes.</param>
    /// <param name="item">The type of an item.</param>
    /// <param name="type">The type of the parameter, where another overload may take the array; otherwise nothing.</param>
    public static string FromArray(string array, ListKind kind, string item, string? type) => kind switch
    {
        ListKind.List => $"new {KnownTypes.List}<{item}>({array})",
        ListKind.Array => array,
        _ => type is null ? array : $"({type}){array}",
    };

    /// <summary>A lambda around a call.</summary>
    /// <param name="parameters">The lambda's parameters, in brackets.</param>
    /// <param name="call">The call, which is awaited.</param>
    /// <param name="kind">The list that it brings.</param>
    /// <param name="values">The list that is asked for, as a type.</param>
    /// <param name="isExact">Whether the two agree in every annotation.</param>
    public static string ToReadOnlyList(string parameters, Call call, ListKind kind, string values, bool isExact)
    {
        var forgiven = isExact ? "" : "!";
        if (kind == ListKind.ReadOnlyListInterface)
        {
            return Layout.Lambda(parameters, new Call(call.Text + forgiven, call.Kind).As(ReturnKind.ValueTaskOfValue, values));
        }

        var awaited = isExact ? call.Awaited : $"({call.Awaited})!";
        if (kind is ListKind.Array or ListKind.List)
        {
            return Layout.Lambda($"async {parameters}", awaited);
        }

        var sequence = KnownTypes.Enumerable + values.Substring(KnownTypes.ReadOnlyList.Length);
        return Layout.Lambda($"async {parameters}", isExact ? $"[.. {awaited}]" : $"[.. ({sequence}){awaited}]");
    }
}
