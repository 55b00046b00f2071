using Rote.Files;

namespace Rote.Caching;

/// <summary>Finds the records of a file, also around damage. Reads headers only; values are checked when they are read.</summary>
/// <remarks>
/// A damaged header hides which key its record was about: perhaps a removal. If the record's trailer is whole, that key alone
/// is forgotten. Otherwise everything older is: nothing that was replaced or removed may come back.
/// </remarks>
internal sealed class RecordScanner
{
    private readonly ScanWindow _window;
    private readonly RecordFormat _format;
    private readonly long _durableBytes;
    private readonly Dictionary<ulong, RecordLocation> _index = [];
    private long _damagedRegions;

    private RecordScanner(IFile file, in FileHeaderContent header)
    {
        _window = new ScanWindow(file, file.Length);
        _format = new RecordFormat(header.Identity);
        _durableBytes = header.DurableBytes;
    }

    /// <summary>Reads a file. O(records) where nothing is damaged; damage costs one pass over what it hides.</summary>
    public static ScanResult Scan(IFile file, in FileHeaderContent header) => new RecordScanner(file, header).Run();

    private ScanResult Run()
    {
        long position = FileHeader.Bytes;
        while (position < _window.Length)
        {
            if (TryReadRecord(position, out RecordHeader header))
            {
                Apply(header, position);
                position += header.RecordBytes;
                continue;
            }

            _damagedRegions++;
            if (TrySkipDamage(position) is not { } next)
            {
                break;
            }

            position = next;
        }

        return new ScanResult(_index, position, _damagedRegions, position < _durableBytes);
    }

    private void Apply(in RecordHeader header, long position)
    {
        if (header.Kind == RecordKind.Tombstone)
        {
            _index.Remove(header.KeyHash);
            return;
        }

        _index[header.KeyHash] = new RecordLocation(position, (int)header.RecordBytes, header.ExpiresAt);
    }

    private bool TryReadRecord(long position, out RecordHeader header) => TryReadRecord(position, out header, out _);

    private bool TryReadRecord(long position, out RecordHeader header, out uint bodyChecksum)
    {
        ReadOnlySpan<byte> source = _window.Peek(position, RecordFormat.HeaderBytes);
        header = default;
        bodyChecksum = 0;
        return source.Length == RecordFormat.HeaderBytes
            && _format.TryReadHeader(source, position, out header, out bodyChecksum)
            && header.RecordBytes <= _window.Length - position;
    }

    /// <summary>Where the next record begins, or <see langword="null"/>: there is none.</summary>
    private long? TrySkipDamage(long damaged)
    {
        for (long position = damaged + RecordFormat.Alignment;
            position <= _window.Length - RecordFormat.TrailerBytes;
            position += RecordFormat.Alignment)
        {
            ReadOnlySpan<byte> trailer = _window.Peek(position, RecordFormat.TrailerBytes);
            if (trailer.Length == RecordFormat.TrailerBytes
                && _format.TryReadTrailer(trailer, damaged, position, out ulong keyHash))
            {
                _index.Remove(keyHash);
                return position + RecordFormat.TrailerBytes;
            }

            // The whole record is checked here, not only its header: this place was guessed.
            if (TryReadRecord(position, out RecordHeader header, out uint expected) && IsBodyIntact(header, position, expected))
            {
                _index.Clear();
                return position;
            }
        }

        return null;
    }

    private bool IsBodyIntact(in RecordHeader header, long position, uint expected)
    {
        long bodyBytes = header.RecordBytes - RecordFormat.HeaderBytes - RecordFormat.TrailerBytes;
        return _window.Checksum(_format.BodyStart, position + RecordFormat.HeaderBytes, bodyBytes) is { } state
            && RecordFormat.BodyEnd(state, position) == expected;
    }
}
