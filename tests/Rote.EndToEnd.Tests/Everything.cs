namespace Rote.EndToEnd.Tests;

internal sealed class Everything : IEverything
{
    private int _picked;

    public event Action<string>? Changed;

    public int LengthCalls { get; private set; }

    public bool Disposed { get; private set; }

    public string Name { get; set; } = "";

    public int Size { get; init; } = 7;

    public string this[int index]
    {
        get => $"{Name}[{index}]";
        set => Name = $"{value}@{index}";
    }

    public ref readonly int Pick(ref int first, in int second, out int third)
    {
        first++;
        third = second * 2;
        _picked = first;
        return ref _picked;
    }

    public T Echo<T>(T value, int times = 3, string separator = ", ")
        where T : notnull, IComparable<T>
    {
        Changed?.Invoke(string.Join(separator, Enumerable.Repeat(value, times)));
        return value;
    }

    public string Describe() => "everything";

    string IBase.Describe() => "base";

    public string Greet(string @class = "you") => $"inner {@class}";

    public int Sum(params ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    public async IAsyncEnumerable<int> CountAsync(
        int to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var number = 0; number < to; number++)
        {
            ct.ThrowIfCancellationRequested();
            yield return number;
            await Task.Yield();
        }
    }

    public ValueTask<int> LengthAsync(string text)
    {
        LengthCalls++;
        return new(text.Length);
    }

    public void Dispose() => Disposed = true;
}
