namespace Rote.Files;

/// <summary>An open file. Reads may run at the same time as everything else; who writes is alone.</summary>
internal interface IFile : IDisposable
{
    /// <summary>Its length, in bytes.</summary>
    long Length { get; }

    /// <summary>Fills <paramref name="target"/> from a position on.</summary>
    /// <returns>Bytes read; fewer than asked for only where the file ends.</returns>
    int Read(long position, Span<byte> target);

    /// <summary>Writes all bytes. A failure may leave any part of them written.</summary>
    void Write(long position, ReadOnlySpan<byte> source);

    /// <summary>Cuts the file, or lengthens it with zeros.</summary>
    void SetLength(long length);

    /// <summary>Makes what was written durable: it survives a loss of power.</summary>
    void Flush();
}
