namespace Rote.Bench.GeneratorCost;

/// <summary>How long something took, and how long the processors worked on it.</summary>
internal readonly record struct Duration(double ElapsedMilliseconds, double ProcessorMilliseconds);
