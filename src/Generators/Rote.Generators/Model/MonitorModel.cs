using Rote.Generators.Shared;

namespace Rote.Generators.Model;

/// <summary>A monitor.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Operation">Name of the operation.</param>
/// <param name="SlowMilliseconds">Duration from which a call is logged; 0 for never.</param>
/// <param name="Profile">Whether allocations and inner calls are measured, too.</param>
/// <param name="Tags">The parameters that become tags.</param>
internal sealed record MonitorModel(
    string Field, string Operation, int SlowMilliseconds, bool Profile, EquatableArray<MonitorTagModel> Tags);
