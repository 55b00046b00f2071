using Microsoft.CodeAnalysis;

namespace Rote.Generators.Shared;

/// <summary>What the attributes of a parameter say about keys.</summary>
internal static class ParameterMarks
{
    /// <summary>Whether a parameter names the owner of the data.</summary>
    public static bool IsScope(this IParameterSymbol parameter) => parameter.FindAttribute(KnownAttributes.Scope) is not null;

    /// <summary>Whether a parameter only says when a write leaves.</summary>
    public static bool IsPriority(this IParameterSymbol parameter)
        => parameter.FindAttribute(KnownAttributes.Priority) is not null;

    /// <summary>Whether a parameter divides writes although the bulk method does not take it.</summary>
    public static bool IsPartition(this IParameterSymbol parameter)
        => parameter.FindAttribute(KnownAttributes.Partition) is not null;

    /// <summary>Whether a parameter is part of the key: all are, but tokens and those left out by <c>[NotInKey]</c>.</summary>
    /// <remarks><c>[Scope]</c> wins over <c>[NotInKey]</c>.</remarks>
    public static bool IsKeyed(this IParameterSymbol parameter)
        => !parameter.Type.IsCancellationToken()
            && (parameter.IsScope() || parameter.FindAttribute(KnownAttributes.NotInKey) is null);
}
