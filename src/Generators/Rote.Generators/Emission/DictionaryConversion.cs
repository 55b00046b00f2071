using Rote.Generators.Shared;

namespace Rote.Generators.Emission;

/// <summary>Writes lambdas that hand the dictionary of a call over as a task of <c>IReadOnlyDictionary</c>.</summary>
internal static class DictionaryConversion
{
    /// <summary>A lambda around a call.</summary>
    /// <param name="parameters">The lambda's parameters, in brackets.</param>
    /// <param name="call">The call, which is awaited.</param>
    /// <param name="kind">The dictionary that it brings.</param>
    /// <param name="type">That dictionary, as a type.</param>
    public static string ToReadOnlyDictionary(string parameters, Call call, DictionaryKind kind, string type) => kind switch
    {
        DictionaryKind.ReadOnlyInterface => Layout.Lambda(parameters, call.As(ReturnKind.ValueTaskOfValue, type)),
        DictionaryKind.Dictionary => Layout.Lambda($"async {parameters}", call.Awaited),
        _ => Layout.Lambda($"async {parameters}", $"{KnownTypes.CollectionExtensions}.AsReadOnly({call.Awaited})"),
    };
}
