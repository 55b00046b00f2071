using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Rote.Paging;

namespace Rote.Generators.Fuzz.Tests.Playing;

/// <summary>Writes values as text that is equal where the values are.</summary>
internal static class Show
{
    private const int MaxDepth = 6;

    private static readonly ConditionalWeakTable<object, object> Numbers = [];

    /// <summary>Gives something that has no value of its own a number to be known by.</summary>
    public static T Numbered<T>(T value, int number)
        where T : class
    {
        Numbers.AddOrUpdate(value, number);
        return value;
    }

    /// <summary>A value as text.</summary>
    public static string Of(object? value) => Of(value, 0);

    private static string Of(object? value, int depth) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        Type type => type.Name,
        _ when Numbers.TryGetValue(value, out var number) => $"{value.GetType().Name}#{number}",
        _ when depth > MaxDepth => "…",
        IDictionary dictionary => List(dictionary.Keys, depth) + "→" + List(dictionary.Values, depth),
        ITuple tuple => "(" + string.Join(", ", Enumerable.Range(0, tuple.Length).Select(index => Of(tuple[index], depth + 1)))
            + ")",
        IEnumerable list => List(list, depth),
        CancellationToken => "token",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        Task => nameof(Task),
        Delegate => value.GetType().Name,
        _ => Other(value, depth),
    };

    private static string List(IEnumerable list, int depth)
        => "[" + string.Join(", ", list.Cast<object?>().Select(item => Of(item, depth + 1))) + "]";

    private static string Other(object value, int depth)
    {
        var type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>))
        {
            var items = type.GetProperty(nameof(Page<int>.Items))!.GetValue(value);
            return $"page {Of(items, depth + 1)} {Of(type.GetProperty(nameof(Page<int>.Next))!.GetValue(value), depth)}";
        }

        return type.GetMethod("ToArray", BindingFlags.Public | BindingFlags.Instance, []) is { } toArray
            ? Of(toArray.Invoke(value, []), depth + 1)
            : type.GetMethod(nameof(ToString), [])!.DeclaringType == type ? value.ToString()! : type.Name;
    }
}
