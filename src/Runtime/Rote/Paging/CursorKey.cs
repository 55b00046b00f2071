namespace Rote.Paging;

/// <summary>A secret of the application, by which it knows its own cursors.</summary>
/// <remarks>Immutable. The secret is copied, and never shown.</remarks>
public sealed class CursorKey
{
    /// <summary>Bytes of a secret at least: as many as the tag that it makes is hard to guess.</summary>
    public const int MinSecretBytes = 32;

    private readonly byte[] _secret;

    /// <summary>Makes a key.</summary>
    /// <param name="id">Its number, which stands in each cursor: never used again for another secret.</param>
    /// <param name="secret">At least <see cref="MinSecretBytes"/> random bytes. Copied.</param>
    /// <exception cref="ArgumentException">The secret is too short.</exception>
    public CursorKey(byte id, ReadOnlySpan<byte> secret)
    {
        if (secret.Length < MinSecretBytes)
        {
            throw new ArgumentException(
                $"The secret of cursor key {id} has {secret.Length} bytes. "
                + $"Use at least {MinSecretBytes} random ones, as RandomNumberGenerator.GetBytes makes them.",
                nameof(secret));
        }

        Id = id;
        _secret = secret.ToArray();
    }

    /// <summary>Its number.</summary>
    public byte Id { get; }

    internal ReadOnlySpan<byte> Secret => _secret;
}
