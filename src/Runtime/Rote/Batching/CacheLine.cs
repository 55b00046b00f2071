using System.Runtime.CompilerServices;

namespace Rote.Batching;

/// <summary>Room that keeps its neighbours off one line of the processor's cache, and off the one fetched with it.</summary>
[InlineArray(Bytes)]
internal struct CacheLine
{
    private const int Bytes = 128;

    private byte _first;
}
