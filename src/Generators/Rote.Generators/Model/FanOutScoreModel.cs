namespace Rote.Generators.Model;

/// <summary>What gives the score of an item.</summary>
/// <param name="Value">What is asked of it.</param>
/// <param name="IsNullable">Whether there may be none.</param>
/// <param name="IsFloating">Whether it becomes a <c>double</c> by itself, also with another sign.</param>
/// <param name="IsLowestFirst">Whether the lowest is the best.</param>
internal sealed record FanOutScoreModel(FanOutValueModel Value, bool IsNullable, bool IsFloating, bool IsLowestFirst);
