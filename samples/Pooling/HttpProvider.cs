namespace PoolingSample;

/// <summary>A model behind HTTP/1.1, as small as can be.</summary>
/// <remarks>It answers once so many connections are open as are expected, so that "at once" is not a matter of luck.</remarks>
internal sealed class HttpProvider
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private readonly TaskCompletionSource _isBusy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _holdUntil;

    public HttpProvider(int holdUntil)
    {
        _holdUntil = holdUntil;
        Server = new LoopbackServer(AnswerAsync);
    }

    public LoopbackServer Server { get; }

    public Uri Address => new($"http://127.0.0.1:{Server.Port}/");

    private async ValueTask<string?> AnswerAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        // A request without a body: its lines up to the empty one.
        string? line;
        do
        {
            line = await reader.ReadLineAsync(cancellationToken);
        }
        while (line is { Length: > 0 });

        if (line is null)
        {
            return null;
        }

        if (Server.Connections >= _holdUntil)
        {
            _isBusy.TrySetResult();
        }

        await _isBusy.Task.WaitAsync(cancellationToken);
        return Ok;
    }
}
