using AggregationSample;

var figures = await UsageJob.RunAsync(CancellationToken.None);
Console.Out.WriteLine(figures.ToTable());
return figures.Hold ? 0 : 1;
