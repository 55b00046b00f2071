using FanOutSample;

var figures = await RecallJob.RunAsync(CancellationToken.None);
Console.Out.WriteLine(figures.ToTable());
return figures.Hold ? 0 : 1;
