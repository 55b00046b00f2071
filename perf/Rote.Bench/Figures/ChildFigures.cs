using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rote.Bench.Figures;

/// <summary>Figures that another program of the repository measures.</summary>
/// <param name="name">Name of the part.</param>
/// <param name="arguments">Arguments of <c>dotnet</c>.</param>
/// <remarks>
/// It prints lines <c>name,measured,unit</c>, with <c>,&lt;=,bar</c> or <c>,&gt;=,bar</c> behind where there is a bar, and
/// nothing else with commas on standard output.
/// </remarks>
internal sealed class ChildFigures(string name, IReadOnlyList<string> arguments) : IFigurePart
{
    private const int FieldsWithoutBar = 3;
    private const int FieldsWithBar = 5;

    public string Name => name;

    public async IAsyncEnumerable<Figure> MeasureAsync(
        bool full, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var output = await ChildProcess.DotNetAsync(arguments, cancellationToken);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var fields = line.Split(',');
            if (fields.Length is FieldsWithoutBar or FieldsWithBar)
            {
                yield return Read(fields);
            }
        }
    }

    private static Figure Read(string[] fields)
    {
        var measured = double.Parse(fields[1], CultureInfo.InvariantCulture);
        if (fields.Length == FieldsWithoutBar)
        {
            return new(fields[0], measured, fields[2], BarKind.None, 0);
        }

        var kind = fields[3] switch
        {
            "<=" => BarKind.AtMost,
            ">=" => BarKind.AtLeast,
            _ => throw new FormatException($"'{fields[3]}' compares nothing: use <= or >=."),
        };
        return new(fields[0], measured, fields[2], kind, double.Parse(fields[4], CultureInfo.InvariantCulture));
    }
}
