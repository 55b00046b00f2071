namespace Rote.Generators.Model;

/// <summary>A monitor.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Operation">Name of the operation.</param>
/// <param name="SlowMilliseconds">Duration from which a call is logged; 0 for never.</param>
/// <param name="Cache">The region that answers hits one by one; <see langword="null"/> for none.</param>
internal sealed record MonitorModel(string Field, string Operation, int SlowMilliseconds, string? Cache);
