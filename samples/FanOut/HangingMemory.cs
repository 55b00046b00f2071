namespace FanOutSample;

/// <summary>A memory whose server takes calls and never answers.</summary>
internal sealed class HangingMemory : IMemory
{
    public async ValueTask<IReadOnlyList<Fact>> RecallAsync(string question, int limit, CancellationToken ct = default)
    {
        await HangAsync(ct);
        return [];
    }

    public async ValueTask RememberAsync(Fact fact, CancellationToken ct = default) => await HangAsync(ct);

    public async ValueTask ForgetAsync(string id, CancellationToken ct = default) => await HangAsync(ct);

    private static Task HangAsync(CancellationToken ct) => new TaskCompletionSource().Task.WaitAsync(ct);
}
