using System.Diagnostics.CodeAnalysis;

namespace Rote.EndToEnd.Tests;

/// <summary>Members of every shape: what has no aspect is forwarded as it is.</summary>
[SuppressMessage("Design", "CA1003", Justification = "Any delegate type can be an event.")]
[SuppressMessage("Design", "CA1045", Justification = "By-reference parameters are what is tested.")]
[SuppressMessage("Design", "CA1021", Justification = "By-reference parameters are what is tested.")]
[SuppressMessage("Naming", "CA1716", Justification = "Names that are keywords have to be forwarded too.")]
public interface IEverything : IBase, IDisposable
{
    event Action<string> Changed;

    string Name { get; set; }

    int Size { get; init; }

    string this[int index] { get; set; }

    [Monitored]
    ref readonly int Pick(ref int first, in int second, out int third);

    T Echo<T>(T value, int times = 3, string separator = ", ")
        where T : notnull, IComparable<T>;

    new string Describe();

    string Greet(string @class = "you") => $"default {@class}";

    [Monitored]
    int Sum(params ReadOnlySpan<int> values);

    IAsyncEnumerable<int> CountAsync(int to, CancellationToken ct = default);
}
