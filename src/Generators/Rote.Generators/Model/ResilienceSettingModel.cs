namespace Rote.Generators.Model;

/// <summary>One setting of a resilience policy.</summary>
/// <param name="Property">The policy's property.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsTime">Whether that is a number of milliseconds.</param>
internal sealed record ResilienceSettingModel(string Property, int Value, bool IsTime);
