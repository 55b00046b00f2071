namespace Rote.Generators.Tests.Behaviour;

public sealed class ForwardingBehaviourTests
{
    private readonly Shapes _inner = new();
    private readonly IShapes _shapes;

    public ForwardingBehaviourTests() => _shapes = _inner.Decorate();

    [Fact]
    public void Properties_ReadAndWritten_AreTheInnerOnes()
    {
        _shapes.Name = "new";
        _shapes.Reference = 7;
        _shapes[2] = 5;

        Assert.Equal(("new", 7, 5), (_inner.Name, _inner.Reference, _inner[2]));
        Assert.Equal(("new", 7, 5), (_shapes.Name, _shapes.Reference, _shapes[2]));
    }

    [Fact]
    public void Events_SubscribedAndLeft_AreTheInnerOnes()
    {
        var raised = 0;
        void Handle(object? sender, EventArgs arguments) => raised++;
        _shapes.Changed += Handle;
        _inner.Raise();
        _shapes.Changed -= Handle;
        _inner.Raise();

        Assert.Equal(1, raised);
    }

    [Fact]
    public void References_PassedThrough_ReachTheCaller()
    {
        var value = 1;
        _shapes.Add(ref value, 2, 3, 4);

        Assert.Equal(10, value);
        Assert.True(_shapes.TryGet("key", out var found));
        Assert.Equal("key!", found);
    }

    [Fact]
    public void Defaults_OfTheDecoratorItself_AreTheInterfacesOwn()
        => Assert.Equal(_shapes.Describe(), ((ShapesDecorator)_shapes).Describe());

    [Fact]
    public void Methods_GenericParamsDynamic_AreForwarded()
    {
        Assert.Equal(5, _shapes.Echo(5));
        Assert.Equal(6, _shapes.Sum(1, 2, 3));
        Assert.Equal("Int32", (string)_shapes.Dynamic(5));
    }

    [Fact]
    public void DefaultMembers_OverriddenOrNot_AreTheInnerOnes()
    {
        _inner.Name = "inner";

        Assert.Equal("overridden", _shapes.Overridden());
        Assert.Equal("default of inner", _shapes.NotOverridden());
    }

    [Fact]
    public void Inherited_DiamondsAndClashes_ReachTheirOwnImplementation()
    {
        Assert.Equal("root", _shapes.Root());
        Assert.Equal("left", ((IShapesLeft)_shapes).Clash());
        Assert.Equal("right", ((IShapesRight)_shapes).Clash());
    }

    [Fact]
    public void ToString_OfTheInterface_IsForwardedAndThatOfTheObjectIsNot()
    {
        Assert.Equal("of the interface", _shapes.ToString());
        Assert.Equal("radix 16", _shapes.ToString(16));
        Assert.Equal(typeof(ShapesDecorator).FullName, ((object)_shapes).ToString());
    }

    [Fact]
    public async Task Streams_Read_AreTheInnerOnes()
    {
        var read = new List<int>();
        await foreach (var value in _shapes.StreamAsync(3, TestContext.Current.CancellationToken))
        {
            read.Add(value);
        }

        Assert.Equal([0, 1, 2], read);
    }
}
