namespace Rote.Tests.Batching;

/// <summary>A bulk call that waits for the test.</summary>
internal sealed class BulkCall(int group, string[] items, CancellationToken token)
{
    public int Group { get; } = group;

    public string[] Items { get; } = items;

    public CancellationToken Token { get; } = token;

    public TaskCompletionSource<IReadOnlyList<string>> Gate { get; } = new();

    public void TrySucceed() => Gate.TrySetResult([.. Items.Select(item => item + "!")]);

    public void Succeed() => Gate.SetResult([.. Items.Select(item => item + "!")]);
}
