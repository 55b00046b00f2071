namespace Rote.Generators.Model;

/// <summary>A monitor.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Operation">Name of the operation.</param>
/// <param name="SlowMilliseconds">Duration from which a call is logged; 0 for never.</param>
internal sealed record MonitorModel(string Field, string Operation, int SlowMilliseconds);
