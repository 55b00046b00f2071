using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Rote.Monitoring;

namespace Rote.Hosting;

/// <summary>Turns on the telemetry of members marked <see cref="MonitoredAttribute"/>.</summary>
public static class RoteInstrumentationExtensions
{
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>Collects the spans of decorated members.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static TracerProviderBuilder AddRoteInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(RoteTelemetry.Name);
    }

    /// <summary>
    /// Collects the durations, cache requests and batch sizes of decorated members, and the runtime's own figures: processor
    /// time, memory and garbage collection, which .NET measures with its meter <c>System.Runtime</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static MeterProviderBuilder AddRoteInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(RoteTelemetry.Name, RuntimeMeter);
    }
}
