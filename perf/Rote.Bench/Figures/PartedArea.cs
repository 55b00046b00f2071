using System.Runtime.CompilerServices;

namespace Rote.Bench.Figures;

/// <summary>An area whose parts can be measured alone.</summary>
/// <param name="name">Name on the command line.</param>
/// <param name="parts">What is measured.</param>
internal sealed class PartedArea(string name, IReadOnlyList<IFigurePart> parts) : IFigureArea
{
    public string Name => name;

    /// <summary>Names of the parts on the command line.</summary>
    public IEnumerable<string> PartNames => parts.Select(part => $"{name}.{part.Name}");

    /// <summary>An area of one of the parts, or nothing where there is none of that name.</summary>
    public PartedArea? Only(string partName)
        => parts.FirstOrDefault(part => $"{name}.{part.Name}" == partName) is { } found ? new(name, [found]) : null;

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            await foreach (var figure in part.MeasureAsync(full, cancellationToken))
            {
                yield return figure;
            }
        }
    }
}
