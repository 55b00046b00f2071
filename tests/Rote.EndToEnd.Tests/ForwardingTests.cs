namespace Rote.EndToEnd.Tests;

public sealed class ForwardingTests
{
    private readonly Everything _inner = new();
    private readonly IEverything _outer;

    public ForwardingTests() => _outer = _inner.Decorate();

    [Fact]
    public void Properties_GetAndSet_ReachTheStore()
    {
        _outer.Name = "n";
        _outer[2] = "v";

        Assert.Equal("v@2", _inner.Name);
        Assert.Equal("v@2", _outer.Name);
        Assert.Equal("v@2[5]", _outer[5]);
        Assert.Equal(7, _outer.Size);
    }

    [Fact]
    public void Events_AddAndRemove_ReachTheStore()
    {
        var heard = new List<string>();
        _outer.Changed += heard.Add;
        _outer.Echo(5);
        _outer.Changed -= heard.Add;
        _outer.Echo(6);

        Assert.Equal(["5, 5, 5"], heard);
    }

    [Fact]
    public void References_InAndOut_ReachTheStore()
    {
        var first = 1;
        ref readonly var picked = ref _outer.Pick(ref first, 10, out var third);

        Assert.Equal((2, 20, 2), (first, third, picked));
    }

    [Fact]
    public void InheritedAndHidden_Members_AreToldApart()
    {
        Assert.Equal("everything", _outer.Describe());
        Assert.Equal("base", ((IBase)_outer).Describe());
    }

    [Fact]
    public async Task InheritedAspects_AreApplied()
    {
        Assert.Equal(3, await _outer.LengthAsync("abc"));
        Assert.Equal(3, await _outer.LengthAsync("abc"));

        Assert.Equal(1, _inner.LengthCalls);
    }

    [Fact]
    public void DefaultMembers_OverriddenInside_AreNotHidden() => Assert.Equal("inner you", _outer.Greet());

    [Fact]
    public void Params_OfSpans_AreForwarded() => Assert.Equal(6, _outer.Sum(1, 2, 3));

    [Fact]
    public async Task Streams_AreForwarded()
    {
        var numbers = new List<int>();
        await foreach (var number in _outer.CountAsync(3, TestContext.Current.CancellationToken))
        {
            numbers.Add(number);
        }

        Assert.Equal([0, 1, 2], numbers);
    }

    [Fact]
    public void Dispose_OfADisposableInterface_ReachesTheStore()
    {
        _outer.Dispose();

        Assert.True(_inner.Disposed);
    }
}
