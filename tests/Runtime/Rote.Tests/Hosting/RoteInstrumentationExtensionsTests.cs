using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Rote.Caching;
using Rote.Generated;
using Rote.Hosting;
using Rote.Monitoring;

namespace Rote.Tests.Hosting;

[Collection("Telemetry")]
public sealed class RoteInstrumentationExtensionsTests
{
    [Fact]
    public void AddRoteInstrumentation_BothBuilders_ExportSpansAndDurations()
    {
        var spans = new Collecting<Activity>(activity => activity.OperationName);
        var metrics = new Collecting<Metric>(metric => metric.Name);
        using (TracerProvider tracing = Sdk.CreateTracerProviderBuilder()
            .AddRoteInstrumentation()
            .AddProcessor(new SimpleActivityExportProcessor(spans))
            .Build())
        using (var reader = new BaseExportingMetricReader(metrics))
        using (MeterProvider metering = Sdk.CreateMeterProviderBuilder().AddRoteInstrumentation().AddReader(reader).Build())
        {
            using var context = new DecoratorContext("ITest", null);
            OperationMonitor monitor = context.Monitor(new MonitorPolicy { Operation = "otel.op" });
            context.Cache<int, int>(new CachePolicy { Region = "otel" }).Load(1, 0, (_, key) => key);
            Assert.True(monitor.IsEnabled);
            monitor.Start().Succeed();
            metering.ForceFlush();
        }

        Assert.Contains("otel.op", spans.Names);
        Assert.Contains("db.client.operation.duration", metrics.Names);
        Assert.Contains("cache.requests", metrics.Names);
        Assert.Contains("dotnet.process.cpu.time", metrics.Names);
        Assert.Contains("dotnet.process.memory.working_set", metrics.Names);
        Assert.Contains("dotnet.gc.collections", metrics.Names);
    }

    private sealed class Collecting<T>(Func<T, string> name) : BaseExporter<T>
        where T : class
    {
        public List<string> Names { get; } = [];

        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (T item in batch)
            {
                Names.Add(name(item));
            }

            return ExportResult.Success;
        }
    }
}
