using PagingSample;

var figures = await ReadJob.RunAsync(CancellationToken.None);
Console.Out.WriteLine(figures.ToTable());
return figures.Hold ? 0 : 1;
