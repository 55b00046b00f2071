namespace Rote.Paging;

/// <summary>How cursors are made and checked.</summary>
/// <remarks>Read once, when the codec is made.</remarks>
public sealed class CursorOptions
{
    /// <summary>
    /// What the cursors are for, such as <c>INotes.ListAsync</c>: a cursor of one list is refused by another with the same keys.
    /// Default: empty.
    /// </summary>
    public string Purpose { get; set; } = "";

    /// <summary>
    /// The keys. The first makes new cursors; those of the others are still accepted. To change the key, put the new one in front
    /// and take the old one out once its cursors have had their time.
    /// </summary>
    public IList<CursorKey> Keys { get; } = [];

    /// <summary>
    /// Time for which a cursor is accepted, in whole seconds. Default: for ever, <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan Lifetime { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value makes no sense; the message names the property and the remedy.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Purpose);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (Keys.Count == 0)
        {
            throw new ArgumentException(
                "CursorOptions.Keys is empty. Add a key: without one, anybody can make a cursor.", nameof(Keys));
        }

        for (int i = 0; i < Keys.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(Keys[i], $"{nameof(Keys)}[{i}]");
            for (int earlier = 0; earlier < i; earlier++)
            {
                if (Keys[earlier].Id == Keys[i].Id)
                {
                    throw new ArgumentException(
                        $"CursorOptions.Keys has two keys with the id {Keys[i].Id}. Give each secret its own.", nameof(Keys));
                }
            }
        }

        if (Lifetime != Timeout.InfiniteTimeSpan && Lifetime < TimeSpan.FromSeconds(1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Lifetime),
                Lifetime,
                "CursorOptions.Lifetime is below one second. Use more, or Timeout.InfiniteTimeSpan for no end.");
        }
    }
}
