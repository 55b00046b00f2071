namespace FanOutSample;

/// <summary>A memory whose server is down.</summary>
internal sealed class DownMemory : IMemory
{
    public ValueTask<IReadOnlyList<Fact>> RecallAsync(string question, int limit, CancellationToken ct = default)
        => throw Refused();

    public ValueTask RememberAsync(Fact fact, CancellationToken ct = default) => throw Refused();

    public ValueTask ForgetAsync(string id, CancellationToken ct = default) => throw Refused();

    private static HttpRequestException Refused() => new("The connection was refused.");
}
