namespace Rote.Tests;

/// <summary>
/// Tests that listen, or need that nobody does: the meter and the activity source are the process's, so they run alone.
/// </summary>
[CollectionDefinition("Telemetry", DisableParallelization = true)]
public sealed class TelemetryAlone;
