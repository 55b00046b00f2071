namespace Rote.Generators.Model;

/// <summary>A parameter that says whether a write is urgent.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="AtLeast">The number from which it is; <see langword="null"/> for a flag.</param>
internal sealed record PriorityModel(int Parameter, long? AtLeast);
