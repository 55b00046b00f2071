using System.Globalization;

namespace Rote.Bench.Figures;

/// <summary>One measured figure and the bar it has to reach.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Measured">The value; medians where it is a time or a ratio of times.</param>
/// <param name="Unit">Its unit: <c>x</c> for ratios.</param>
/// <param name="Comparison">How it is held against the bar.</param>
/// <param name="Bar">The bar.</param>
internal sealed record Figure(string Name, double Measured, string Unit, BarKind Comparison, double Bar)
{
    /// <summary>Whether the bar is reached; figures for information have none to miss.</summary>
    public bool Met => Comparison switch
    {
        BarKind.AtMost => Measured <= Bar,
        BarKind.AtLeast => Measured >= Bar,
        _ => true,
    };

    /// <summary>The line <c>area,figure,measured,unit,bar,met</c>.</summary>
    public string ToCsv(string area)
    {
        var bar = Comparison switch
        {
            BarKind.AtMost => string.Create(CultureInfo.InvariantCulture, $"<= {Bar:0.###}"),
            BarKind.AtLeast => string.Create(CultureInfo.InvariantCulture, $">= {Bar:0.###}"),
            _ => "",
        };
        var met = Comparison == BarKind.None ? "" : Met ? "yes" : "no";
        return string.Create(CultureInfo.InvariantCulture, $"{area},{Name},{Measured:0.###},{Unit},{bar},{met}");
    }
}
