using System.Globalization;
using System.Text;

namespace Rote.Monitoring;

/// <summary>Work has made more round trips than its <see cref="RoundTripBudget"/> allows.</summary>
public sealed class RoundTripBudgetException : Exception
{
    /// <summary>An exception without details.</summary>
    public RoundTripBudgetException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">The message.</param>
    public RoundTripBudgetException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public RoundTripBudgetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static RoundTripBudgetException For(int limit, IReadOnlyDictionary<string, int> calls)
    {
        var message = new StringBuilder().Append(
            CultureInfo.InvariantCulture, $"{calls.Values.Sum()} round trips were made, and at most {limit} are allowed:");
        foreach ((string operation, int count) in calls.OrderByDescending(static pair => pair.Value)
            .ThenBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            message.AppendLine().Append(CultureInfo.InvariantCulture, $"  {count} x {operation}");
        }

        message.AppendLine().Append(
            "An operation that is called many times may be asked for many items in one call, or be given [Batched]; one that is "
            + "asked for the same again, [Cached].");
        return new RoundTripBudgetException(message.ToString());
    }
}
