using BulkSample;

var figures = await EmbeddingJob.RunAsync(CancellationToken.None);
Console.Out.WriteLine(figures.ToTable());
return figures.Hold ? 0 : 1;
