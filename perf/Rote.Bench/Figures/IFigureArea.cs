namespace Rote.Bench.Figures;

/// <summary>The figures that belong together: those of one issue.</summary>
internal interface IFigureArea
{
    /// <summary>Name on the command line and in the first column.</summary>
    string Name { get; }

    /// <summary>Measures them, one after the other.</summary>
    /// <param name="full">Whether the long ones are measured too.</param>
    /// <param name="cancellationToken">Stops after the running measurement.</param>
    IAsyncEnumerable<Figure> MeasureAsync(bool full, CancellationToken cancellationToken);
}
