namespace Rote.Buffering;

/// <summary>
/// Adds numbers with an error that does not grow with their count, and without an overflow on the way: A. Neumaier,
/// "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974), pp. 39-51.
/// </summary>
/// <remarks>A mutable struct inside its owner. From the first overflow on it adds up a 2^64th of the numbers.</remarks>
internal struct CompensatedSum
{
    // A power of two: scaling by it is exact, but for numbers too small to matter beside one that overflows.
    private const double Scale = 1.0 / 18446744073709551616.0;

    private double _sum;
    private double _compensation;
    private bool _isScaled;

    /// <summary>The sum; infinite where it is out of range.</summary>
    public readonly double Value => _isScaled ? (_sum + _compensation) / Scale : _sum + _compensation;

    /// <summary>Adds a finite number. Constant time.</summary>
    public void Add(double value)
    {
        if (!_isScaled && !double.IsFinite(_sum + value))
        {
            _sum *= Scale;
            _compensation *= Scale;
            _isScaled = true;
        }

        if (_isScaled)
        {
            value *= Scale;
        }

        double sum = _sum + value;
        _compensation += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
    }

    /// <summary>The mean of <paramref name="count"/> numbers; finite.</summary>
    public readonly double Average(long count)
    {
        double average = (_sum + _compensation) / count;
        return _isScaled ? average / Scale : average;
    }
}
