namespace Rote.Bench.Figures;

/// <summary>Writes figures as CSV and says by the exit code whether all bars were reached.</summary>
internal static class FigureReport
{
    private const int AllMet = 0;
    private const int SomeMissed = 1;

    /// <summary>Measures the areas and writes a line for each figure as soon as it is known.</summary>
    public static async Task<int> WriteAsync(
        IEnumerable<IFigureArea> areas, bool full, TextWriter output, CancellationToken cancellationToken)
    {
        var result = AllMet;
        await output.WriteLineAsync("area,figure,measured,unit,bar,met");
        foreach (var area in areas)
        {
            await foreach (var figure in area.MeasureAsync(full, cancellationToken))
            {
                await output.WriteLineAsync(figure.ToCsv(area.Name));
                result = figure.Met ? result : SomeMissed;
            }
        }

        return result;
    }
}
