namespace Rote.Bench.Figures;

/// <summary>Some figures of an area that are measured together, and can be measured alone.</summary>
internal interface IFigurePart
{
    /// <summary>Name on the command line, behind the area's and a dot.</summary>
    string Name { get; }

    /// <summary>Measures them, one after the other.</summary>
    /// <param name="full">Whether the long ones are measured too.</param>
    /// <param name="cancellationToken">Stops after the running measurement.</param>
    IAsyncEnumerable<Figure> MeasureAsync(bool full, CancellationToken cancellationToken);
}
