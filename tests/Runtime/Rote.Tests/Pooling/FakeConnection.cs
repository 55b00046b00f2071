namespace Rote.Tests.Pooling;

/// <summary>A connection that knows whether two use it, and whether it is used or closed when it should not be.</summary>
internal sealed class FakeConnection(int id) : IAsyncDisposable
{
    private int _users;
    private int _closes;

    public int Id { get; } = id;

    public bool IsClosed => Volatile.Read(ref _closes) > 0;

    /// <summary>What was done to it that must not be.</summary>
    public string? Misuse { get; private set; }

    public void Enter()
    {
        if (Interlocked.Increment(ref _users) != 1)
        {
            Misuse = "two owners";
        }

        if (IsClosed)
        {
            Misuse = "rented after it was closed";
        }
    }

    public void Leave() => Interlocked.Decrement(ref _users);

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _closes) != 1)
        {
            Misuse = "closed twice";
        }

        if (Volatile.Read(ref _users) != 0)
        {
            Misuse = "closed under its user's feet";
        }

        return ValueTask.CompletedTask;
    }
}
