using Rote.Generators.Model;
using Rote.Generators.Shared;

namespace Rote.Generators.Parsing;

/// <summary>Gives out names, each once.</summary>
internal sealed class NameAllocator(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The preferred name, or the first free one that begins with it.</summary>
    public string Allocate(string preferred) => Allocate(preferred, []);

    /// <summary>The name of a type with parts, none of which may have its name.</summary>
    public string Allocate(string preferred, IEnumerable<PartModel> parts)
    {
        var name = preferred;
        for (var number = 2; parts.Any(part => part.Name == name) || !_taken.Add(name); number++)
        {
            name = preferred + Literals.Number(number);
        }

        return name;
    }
}
