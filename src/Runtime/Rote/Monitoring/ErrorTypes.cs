using System.Collections.Concurrent;

namespace Rote.Monitoring;

/// <summary>The values of the tag <c>error.type</c>: names of exception types, a bounded number of them in a process.</summary>
/// <remarks>
/// Thread-safe. Types that come when the set is full count as <see cref="Other"/>, so that a store that makes up types, or closes
/// generic ones over what it is asked for, makes no series without end. Threads that meet may each add one more.
/// </remarks>
internal static class ErrorTypes
{
    /// <summary>Types at most that are told apart.</summary>
    public const int MaxTypes = 32;

    /// <summary>Every other type; the name is OpenTelemetry's.</summary>
    public const string Other = "_OTHER";

    private static readonly ConcurrentDictionary<Type, string> Names = new();

    /// <summary>The name of an error. Every cancellation is one, whatever exception carries it.</summary>
    public static string Of(Exception error)
        => error is OperationCanceledException ? RoteTelemetry.CancelledError : Of(error.GetType(), Names);

    /// <summary>The name of a type, in a set of names.</summary>
    public static string Of(Type type, ConcurrentDictionary<Type, string> names)
    {
        if (names.TryGetValue(type, out string? name))
        {
            return name;
        }

        return names.Count < MaxTypes ? names.GetOrAdd(type, type.FullName ?? type.Name) : Other;
    }
}
