namespace Rote.Bench.Figures;

/// <summary>On which side of its bar a figure has to be.</summary>
internal enum BarKind
{
    /// <summary>The figure is given for information.</summary>
    None,

    /// <summary>Smaller is better.</summary>
    AtMost,

    /// <summary>Larger is better.</summary>
    AtLeast,
}
