using WriteBehindSample;

var figures = await SessionJob.RunAsync(CancellationToken.None);
Console.Out.WriteLine(figures.ToTable());
return figures.Hold ? 0 : 1;
