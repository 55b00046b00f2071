namespace Rote.Generators.Tests.Behaviour;

public sealed class KeyBehaviourTests
{
    private readonly IKeys _keys = new CountingKeys().Decorate();

    [Fact]
    public void Number_EqualAndLargest_AnswersFromTheCache()
        => Assert.Equal(
            _keys.Number(ulong.MaxValue, DayOfWeek.Friday, true, '\uffff', nuint.MaxValue),
            _keys.Number(ulong.MaxValue, DayOfWeek.Friday, true, '\uffff', nuint.MaxValue));

    [Fact]
    public void Number_AnyPartDiffers_IsAnotherEntry()
    {
        long[] answers =
        [
            _keys.Number(1, DayOfWeek.Friday, true, 'a', 1),
            _keys.Number(2, DayOfWeek.Friday, true, 'a', 1),
            _keys.Number(1, DayOfWeek.Monday, true, 'a', 1),
            _keys.Number(1, DayOfWeek.Friday, false, 'a', 1),
            _keys.Number(1, DayOfWeek.Friday, true, 'b', 1),
            _keys.Number(1, DayOfWeek.Friday, true, 'a', 2),
        ];

        Assert.Distinct(answers);
    }

    [Fact]
    public void Value_AnyPartDiffersOrIsMissing_IsAnotherEntry()
    {
        var id = Guid.NewGuid();
        long[] answers =
        [
            _keys.Value(id, 1.0m, "a", (1, "b")),
            _keys.Value(null, 1.0m, "a", (1, "b")),
            _keys.Value(id, 1.1m, "a", (1, "b")),
            _keys.Value(id, 1.0m, null, (1, "b")),
            _keys.Value(id, 1.0m, "", (1, "b")),
            _keys.Value(id, 1.0m, "a", (1, "c")),
        ];

        Assert.Distinct(answers);
        Assert.Equal(answers[0], _keys.Value(id, 1.00m, "a", (1, "b")));
    }

    private sealed class CountingKeys : IKeys
    {
        private long _calls;

        public long Number(ulong large, DayOfWeek day, bool flag, char letter, nuint native) => ++_calls;

        public long Value(Guid? id, decimal amount, string? text, (int, string) pair) => ++_calls;
    }
}
