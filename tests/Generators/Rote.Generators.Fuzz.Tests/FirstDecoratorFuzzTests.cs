namespace Rote.Generators.Fuzz.Tests;

/// <summary>One half of the random interfaces; the other is compiled while this one is played, and the other way round.</summary>
public sealed class FirstDecoratorFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Decorators_OfRandomInterfaces_CompileWithoutWarningAndForwardEveryCall()
        => FuzzProperty.Check(gamma: 7, least: 1_000, output);
}
