using System.Collections;
using System.Reflection;

namespace Rote.Generators.Tests;

/// <summary>Walks all that a value holds.</summary>
internal static class ModelGraph
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Fails where a value, or anything it leads to, is of a type of the compiler, or of a type derived from one.</summary>
    public static void AssertHoldsNothingOfTheCompiler(IEnumerable<object> values)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(object Value, string Path)>(values.Select(value => (value, value.GetType().Name)));
        Assert.NotEmpty(open);
        while (open.TryPop(out var visit))
        {
            var type = visit.Value.GetType();
            Assert.False(IsOfTheCompiler(type), $"{visit.Path} is a {type}");
            if (type.IsPrimitive || type.IsEnum || type == typeof(string) || !seen.Add(visit.Value))
            {
                continue;
            }

            foreach (var (child, path) in Children(visit.Value, type))
            {
                open.Push((child, $"{visit.Path}.{path}"));
            }
        }
    }

    private static IEnumerable<(object Child, string Path)> Children(object value, Type type)
    {
        if (value is Array array)
        {
            return ((IEnumerable)array).OfType<object>().Select(item => (item, "[]"));
        }

        return from level in Hierarchy(type)
               from field in level.GetFields(Fields)
               let child = field.GetValue(value)
               where child is not null and not Type
               select (child, field.Name);
    }

    private static IEnumerable<Type> Hierarchy(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }

    private static bool IsOfTheCompiler(Type type)
        => Hierarchy(type).Concat(type.GetInterfaces()).Any(level => level.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true);
}
