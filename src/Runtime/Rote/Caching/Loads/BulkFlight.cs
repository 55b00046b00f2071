namespace Rote.Caching;

/// <summary>One key of a bulk load.</summary>
internal sealed class BulkFlight<TKey, TValue> : Flight<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
{
    private LoadOperation _operation;

    public BulkFlight(in TKey key, int hash, LoadOperation operation)
        : base(in key, hash)
        => _operation = operation;

    public override LoadOperation Operation => _operation;

    /// <summary>Moves it to another load, before anybody can join it.</summary>
    public void MoveTo(LoadOperation operation) => _operation = operation;

    /// <summary>The operation has been left by all: nobody asks for the value any more.</summary>
    public void Release() => Forget();

    protected override void Run() => throw new NotSupportedException("The operation of a bulk flight runs for it.");

    protected override void OnAbandoned() => throw new NotSupportedException("The operation of a bulk flight is abandoned.");

    protected override void OnTimedOut() => throw new NotSupportedException("The operation of a bulk flight times out.");

    protected override void OnForgotten() => throw new NotSupportedException("The operation of a bulk flight is forgotten.");
}
