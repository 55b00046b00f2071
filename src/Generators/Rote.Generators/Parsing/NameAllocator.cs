namespace Rote.Generators.Parsing;

/// <summary>Gives out names, each once.</summary>
internal sealed class NameAllocator(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The preferred name, or the first free one that begins with it.</summary>
    public string Allocate(string preferred)
    {
        var name = preferred;
        for (var number = 2; !_taken.Add(name); number++)
        {
            name = preferred + Rote.Generators.Shared.Literals.Number(number);
        }

        return name;
    }
}
