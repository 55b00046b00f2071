using System.Diagnostics.CodeAnalysis;

namespace Rote.Generators.Fuzz.Tests.Running;

/// <summary>A random interface showed something that is not as it has to be.</summary>
internal sealed class FuzzException(string message) : Exception(message)
{
    /// <summary>Throws where something is wrong.</summary>
    public static void ThrowIf([DoesNotReturnIf(true)] bool isWrong, string message)
    {
        if (isWrong)
        {
            throw new FuzzException(message);
        }
    }
}
