using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Rote.Generators.Parsing;

/// <summary>The names of a compilation's types and namespaces, and which of them another differs from in case only.</summary>
/// <remarks>
/// Found once for a compilation, in time proportional to its names; to look through them for every interface would take a time
/// that grows with the square. Kept no longer than the compilation. Safe to share between threads: never changed once it is made.
/// </remarks>
internal sealed class Spellings
{
    private static readonly ConditionalWeakTable<Compilation, Spellings> Known = new();

    private readonly Dictionary<string, string> _first = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _ambiguous = new(StringComparer.OrdinalIgnoreCase);

    private Spellings(Compilation compilation)
        => compilation.ContainsSymbolsWithName(Add, SymbolFilter.Type | SymbolFilter.Namespace);

    /// <summary>Those of a compilation.</summary>
    public static Spellings Of(Compilation compilation) => Known.GetValue(compilation, key => new Spellings(key));

    /// <summary>Whether one of these names has a twin that is spelt otherwise.</summary>
    /// <param name="names">Names of the compilation.</param>
    public bool AnyHasTwin(IEnumerable<string> names) => names.Any(_ambiguous.Contains);

    /// <summary>Whether a type or namespace has this name, however it is spelt.</summary>
    /// <param name="name">A name.</param>
    public bool Has(string name) => _first.ContainsKey(name);

    // Never the one that is looked for, so that all are seen.
    private bool Add(string name)
    {
        if (!_first.TryGetValue(name, out var first))
        {
            _first.Add(name, name);
        }
        else if (first != name)
        {
            _ambiguous.Add(name);
        }

        return false;
    }
}
