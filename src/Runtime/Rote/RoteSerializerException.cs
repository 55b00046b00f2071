namespace Rote;

/// <summary>
/// A cache region has a second level, and nothing turns its values into bytes. Thrown when the decorator is made.
/// </summary>
public sealed class RoteSerializerException : InvalidOperationException
{
    /// <summary>Makes one with a message of the runtime.</summary>
    public RoteSerializerException()
        : this("Nothing serializes the values of a cache region. Add a serializer to RoteOptions.Serializers.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Names the region, the type and the remedy.</param>
    public RoteSerializerException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">Names the region, the type and the remedy.</param>
    /// <param name="innerException">The cause.</param>
    public RoteSerializerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal static RoteSerializerException For<T>(string region)
        => new(
            $"Cache region '{region}' has a second level, but nothing serializes its values of type '{typeof(T)}'. "
            + "Call RoteOptions.Serializers.Add with an IValueSerializer of that type, or set RoteOptions.Serializers.Json to a "
            + "source-generated JsonSerializerContext that knows it, or take SecondLevel off the region.");
}
