using TelemetrySample;

// Without arguments: a collector that runs here. Else: the address of one that takes OTLP over HTTP, http://localhost:4318.
if (args is [var endpoint])
{
    await TelemetryJob.RunAsync(new Uri(endpoint), CancellationToken.None);
    return 0;
}

var figures = await TelemetryJob.RunAsync(CancellationToken.None);
Console.Out.WriteLine(figures.ToTable());
return figures.Hold ? 0 : 1;
