namespace Rote.Generators.Tests.Behaviour;

/// <summary>An implementation of every shape.</summary>
internal sealed class Shapes : IShapes
{
    private readonly int[] _cells = new int[3];
    private int _reference;

    public event EventHandler? Changed;

    public string Name { get; set; } = "shapes";

    public ref int Reference => ref _reference;

    public int this[int index]
    {
        get => _cells[index];
        set => _cells[index] = value;
    }

    public bool TryGet(string key, out string value)
    {
        value = key + "!";
        return key.Length > 0;
    }

    public void Add(ref int value, in int by, params int[] more) => value += by + more.Sum();

    public string Describe(int a, string b, DayOfWeek c, decimal d, double e) => FormattableString.Invariant($"{a} {b} {c} {d} {e}");

    public T Echo<T>(T value)
        where T : notnull
        => value;

    public int Sum(params ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    public object Dynamic(object value) => value.GetType().Name;

    public string Overridden() => "overridden";

    public async IAsyncEnumerable<int> StreamAsync(
        int count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var index = 0; index < count; index++)
        {
            ct.ThrowIfCancellationRequested();
            yield return index;
            await Task.Yield();
        }
    }

    public string ToString(int radix) => $"radix {radix}";

    string IShapes.ToString() => "of the interface";

    public string Root() => "root";

    string IShapesLeft.Clash() => "left";

    string IShapesRight.Clash() => "right";

    public void Raise() => Changed?.Invoke(this, EventArgs.Empty);
}
