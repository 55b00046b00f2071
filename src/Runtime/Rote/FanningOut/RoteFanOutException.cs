using System.Globalization;

namespace Rote.FanningOut;

/// <summary>
/// Fewer stores answered than must: than <see cref="FanOutOptions.MinAnswers"/>, or than there are where all were called. The
/// inner exceptions are those of the stores that did not, in their order.
/// </summary>
public sealed class RoteFanOutException : AggregateException
{
    /// <summary>Makes one without stores.</summary>
    public RoteFanOutException()
        : this("Too few stores answered.")
    {
    }

    /// <summary>Makes one without stores.</summary>
    /// <param name="message">What happened.</param>
    public RoteFanOutException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without stores.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public RoteFanOutException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private RoteFanOutException(string message, IReadOnlyList<FanOutOutcome> stores, IEnumerable<Exception> errors)
        : base(message, errors)
        => Stores = stores;

    /// <summary>What became of each store, in their order.</summary>
    public IReadOnlyList<FanOutOutcome> Stores { get; } = [];

    internal static RoteFanOutException For(string name, int answers, int minAnswers, IReadOnlyList<FanOutOutcome> stores)
        => new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{answers} of the {stores.Count} stores of '{name}' answered, and {minAnswers} must. ")
            + "The inner exceptions say why the others did not. Give them more time, or let a search do with fewer: "
            + "FanOutOptions.MinAnswers.",
            stores,
            stores.Where(static store => store.Error is not null).Select(static store => store.Error!));
}
