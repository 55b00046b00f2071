using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rote.Caching;

/// <summary>The serializers of values for second levels, by type.</summary>
/// <remarks>
/// <para>
/// A value's serializer is the one that was added for its type, else the built-in one, else JSON as far as <see cref="Json"/>
/// knows the type. Built in, binary and exact: texts, truth values, numbers, <see cref="Guid"/>, the types of time, bytes and
/// vectors of numbers (arrays and <see cref="ReadOnlyMemory{T}"/> of <see cref="byte"/>, <see cref="float"/>,
/// <see cref="double"/>, <see cref="int"/>, <see cref="long"/>), and <see cref="Nullable{T}"/> of the simple ones.
/// </para>
/// <para>Not thread-safe: fill it before a decorator is made, which takes a copy.</para>
/// </remarks>
public sealed class CacheSerializers
{
    private readonly Dictionary<Type, object> _added;

    /// <summary>Makes one that knows what is built in.</summary>
    public CacheSerializers() => _added = [];

    private CacheSerializers(CacheSerializers other)
    {
        _added = new Dictionary<Type, object>(other._added);
        Json = other.Json;
    }

    /// <summary>
    /// What knows how types look in JSON: a source-generated <c>JsonSerializerContext</c>, or several, by
    /// <c>JsonTypeInfoResolver.Combine</c>. Types it does not know have no JSON. Default: none.
    /// </summary>
    public IJsonTypeInfoResolver? Json { get; set; }

    /// <summary>Adds the serializer of a type, in place of the one there was.</summary>
    /// <typeparam name="T">The type of values, exactly as the method declares it.</typeparam>
    /// <param name="serializer">
    /// The serializer. It reads what an earlier one of the same type wrote: change the region's name where it cannot.
    /// </param>
    /// <returns>This object, for the next call.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="serializer"/> is <see langword="null"/>.</exception>
    public CacheSerializers Add<T>(IValueSerializer<T> serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        _added[typeof(T)] = serializer;
        return this;
    }

    internal CacheSerializers Copy() => new(this);

    internal IValueSerializer<T>? Find<T>()
    {
        if (_added.TryGetValue(typeof(T), out object? added) || BuiltInSerializers.All.TryGetValue(typeof(T), out added))
        {
            return (IValueSerializer<T>)added;
        }

        return TryGetTypeInfo<T>(out JsonTypeInfo<T>? type) ? new JsonValueSerializer<T>(type) : null;
    }

    private bool TryGetTypeInfo<T>([NotNullWhen(true)] out JsonTypeInfo<T>? type)
    {
        // A context brings options of its own, which stand behind its attributes; other resolvers have none.
        JsonSerializerOptions? options = (Json as System.Text.Json.Serialization.JsonSerializerContext)?.Options;
        options ??= Json is null ? null : new JsonSerializerOptions { TypeInfoResolver = Json };
        type = options is not null && options.TryGetTypeInfo(typeof(T), out JsonTypeInfo? found) ? (JsonTypeInfo<T>)found : null;
        return type is not null;
    }
}
