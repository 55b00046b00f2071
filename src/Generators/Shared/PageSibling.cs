using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>A page method, and where the arguments of its calls come from.</summary>
/// <param name="Method">The page method.</param>
/// <param name="Arguments">
/// For each of its parameters, the parameter of the stream that is passed on; <see cref="Cursor"/>, <see cref="Limit"/>,
/// <see cref="Token"/>, or <see cref="LeftOut"/>.
/// </param>
/// <remarks>Lives inside one analysis. It holds symbols, so it is never part of a generator's model.</remarks>
internal sealed record PageSibling(IMethodSymbol Method, ImmutableArray<int> Arguments)
{
    /// <summary>The parameter keeps its default.</summary>
    public const int LeftOut = -1;

    /// <summary>The parameter takes the cursor of the page.</summary>
    public const int Cursor = -2;

    /// <summary>The parameter takes the size of the page.</summary>
    public const int Limit = -3;

    /// <summary>The parameter takes the token of the page's call.</summary>
    public const int Token = -4;
}
