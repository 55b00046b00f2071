namespace Rote.Generators.Tests.Behaviour;

/// <summary>Every shape of member, with one aspect so that there is a decorator.</summary>
public interface IShapes : IShapesLeft, IShapesRight
{
    event EventHandler? Changed;

    string Name { get; set; }

    ref int Reference { get; }

    int this[int index] { get; set; }

    [Monitored]
    bool TryGet(string key, out string value);

    void Add(ref int value, in int by, params int[] more);

    string Describe(int a = 5, string b = "b", DayOfWeek c = DayOfWeek.Friday, decimal d = 1.5m, double e = double.NaN);

    [Monitored]
    T Echo<T>(T value)
        where T : notnull;

    int Sum(params ReadOnlySpan<int> values);

    dynamic Dynamic(dynamic value);

    string Overridden() => "default";

    string NotOverridden() => "default of " + Name;

    IAsyncEnumerable<int> StreamAsync(int count, CancellationToken ct = default);

    string ToString(int radix);

    string ToString();
}
