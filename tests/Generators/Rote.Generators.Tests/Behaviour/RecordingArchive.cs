namespace Rote.Generators.Tests.Behaviour;

/// <summary>An archive that counts its calls.</summary>
internal sealed class RecordingArchive : IArchive
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public Exception? Failure { get; set; }

    public ValueTask<string?> ReadAsync(int id) => new(Next($"{id}/"));

    public Task<IReadOnlyList<string>> ListAsync(IReadOnlyList<int> ids)
    {
        Next("");
        return Task.FromResult<IReadOnlyList<string>>([.. ids.Select(id => new string('x', id))]);
    }

    public ValueTask<string> FetchAsync(int id)
        => Failure is null ? new(Next($"{id}/")) : ValueTask.FromException<string>(Failure);

    public async Task<string> WaitAsync(int id, CancellationToken ct)
    {
        Next("");
        await new TaskCompletionSource().Task.WaitAsync(ct);
        return "never";
    }

    public ValueTask<string> TranslateAsync(string tenant, DayOfWeek day, DayOfWeek? other, Guid id, nint native)
        => new(Next($"{tenant}/"));

    public Task<Dictionary<string, long>> SizesAsync(string folder, string[] names)
    {
        Next("");
        return Task.FromResult(names.Where(name => name[0] != '-').ToDictionary(name => name, name => (long)name.Length));
    }

    public ValueTask<int> TotalAsync() => new(Interlocked.Increment(ref _calls));

    private string Next(string text) => text + Interlocked.Increment(ref _calls);
}
