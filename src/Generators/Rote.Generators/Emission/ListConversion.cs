using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes lambdas that hand the list of a call over as <c>ValueTask&lt;IReadOnlyList&lt;T&gt;&gt;</c>.</summary>
internal static class ListConversion
{
    /// <summary>A lambda around a call.</summary>
    /// <param name="parameters">The lambda's parameters and its arrow.</param>
    /// <param name="call">The call, which is awaited.</param>
    /// <param name="kind">The list that it brings.</param>
    /// <param name="values">The list that is asked for, as a type.</param>
    /// <param name="isExact">Whether the two agree in every annotation.</param>
    public static string ToReadOnlyList(string parameters, Call call, ListKind kind, string values, bool isExact)
    {
        var forgiven = isExact ? "" : "!";
        if (kind == ListKind.ReadOnlyListInterface)
        {
            return $"{parameters} {new Call(call.Text + forgiven, call.Kind).As(ReturnKind.ValueTaskOfValue, values)}";
        }

        var awaited = isExact ? call.Awaited : $"({call.Awaited})!";
        return kind is ListKind.Array or ListKind.List
            ? $"async {parameters} {awaited}"
            : $"async {parameters} [.. {(isExact ? awaited : $"({values.Replace(KnownTypes.ReadOnlyList, KnownTypes.Enumerable)}){awaited}")}]";
    }
}
