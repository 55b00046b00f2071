namespace Rote.Bench.Monitoring;

/// <summary>The store behind the wrappers: it answers at once and allocates nothing, so that only the wrappers differ.</summary>
internal sealed class LengthStore(string id) : IMeasuredStore
{
    private readonly Task<int> _length = Task.FromResult(id.Length);

    public int Read(string id) => id.Length;

    public ValueTask<int> ReadAsync(string id) => new(id.Length);

    public Task<int> FetchAsync(string id) => _length;
}
