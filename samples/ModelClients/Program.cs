using ModelClientsSample;

// Without arguments: models that run here. Else: an endpoint that speaks OpenAI's protocol, a model for embeddings, a model for
// chats; the key is in OPENAI_API_KEY.
if (args is [var endpoint, var embedding, var chat])
{
    var key = Environment.GetEnvironmentVariable("OPENAI_API_KEY") ?? "none";
    var models = new ModelEndpoint(new Uri(endpoint), key, embedding, chat);
    Console.Out.WriteLine((await ModelJob.RunAsync(models, CancellationToken.None)).ToTable());
    return 0;
}

await using var local = await LocalModels.StartAsync(CancellationToken.None);
var figures = await ModelJob.RunAsync(local.Endpoint, CancellationToken.None);
Console.Out.WriteLine(figures.ToTable());
return figures.Hold ? 0 : 1;
