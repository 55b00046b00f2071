namespace Rote;

/// <summary>Refuses values of options that make no sense, in the same words everywhere.</summary>
internal static class OptionCheck
{
    /// <summary>Checks a property of options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not hold.</exception>
    public static void Property(bool holds, string options, string property, object? value, string remedy)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(property, value, $"{options}.{property} is {value}. {remedy}");
        }
    }

    /// <summary>Checks a property of what attributes and options say together of an operation or region.</summary>
    /// <param name="holds">Whether it makes sense.</param>
    /// <param name="policy">What it belongs to, as the message says it: <c>batch policy of</c>.</param>
    /// <param name="name">The name of the operation or region.</param>
    /// <param name="property">The property.</param>
    /// <param name="value">Its value.</param>
    /// <param name="remedy">What to do.</param>
    /// <exception cref="ArgumentOutOfRangeException">It does not hold.</exception>
    public static void Policy(bool holds, string policy, string name, string property, object? value, string remedy)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(property, value, $"The {policy} '{name}' is invalid. {remedy}");
        }
    }
}
