using Rote.Analyzers.Rules;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>ROTE2021: which interfaces cannot be decorated, and why.</summary>
public sealed class UndecoratableInterfaceTests
{
    [Theory]
    [InlineData(
        "public interface {|ROTE2021:I|} { static abstract int Size { get; } [Cached] int Get(int id); }",
        "its member 'I.Size' is static and abstract, and a decorator has no other to pass it on to; move such members to an "
            + "interface of their own")]
    [InlineData(
        "public interface IBase<T> where T : IBase<T> { static abstract T operator +(T a, T b); } "
            + "public interface {|ROTE2021:I|}<T> : IBase<T> where T : IBase<T> { [Monitored] void Run(); }",
        "its member 'IBase<T>.operator +(T, T)' is static and abstract, and a decorator has no other to pass it on to; move such "
            + "members to an interface of their own")]
    [InlineData(
        "public class Outer { private interface {|ROTE2021:I|} { [Cached] int Get(int id); } }",
        "it is not visible to a class beside it; make it, and the types around it, public or internal")]
    [InlineData(
        "file interface {|ROTE2021:I|} { [Cached] int Get(int id); }",
        "it is not visible to a class beside it; make it, and the types around it, public or internal")]
    [InlineData(
        "public interface {|ROTE2021:I|} { [Cached] int Get(int id); protected int Hidden(); }",
        "its member 'I.Hidden()' is not visible to a decorator; make it public or internal")]
    [InlineData(
        "[Obsolete(\"Gone.\", true)] public class Outer { public interface {|ROTE2021:I|} { [Cached] int Get(int id); } }",
        "the use of a type around it is an error; move the interface out of it")]
    public Task Analyze_NoClassCanImplementIt_SaysWhy(string source, string reason)
        => new AnalyzerTest(new ROTE2021UndecoratableInterfaceAnalyzer())
        {
            Sources = [source],
            Messages = [$"'I' cannot be decorated: {reason}"],
        }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("public interface I { static abstract int Size { get; } int Get(int id); }")]
    [InlineData("public interface I { static int Size => 1; static virtual int Count => 1; [Cached] int Get(int id); }")]
    [InlineData("public class Outer { internal interface I<T> { [Cached] int Get(int id); } }")]
    [InlineData("public interface IRead<T>; public interface I<T> : IRead<T[]>, IRead<string> { [Cached] int Get(int id); }")]
    [InlineData("public interface I : IDisposable { private int Own() => 1; protected int Virtual() => 1; [Cached] int Get(); }")]
    public Task Analyze_DecoratableOrWithoutAspects_StaysSilent(string source)
        => new AnalyzerTest(new ROTE2021UndecoratableInterfaceAnalyzer()) { Sources = [source] }
            .RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Analyze_MissingType_StaysSilentUntilItIsThere()
        => new AnalyzerTest(new ROTE2021UndecoratableInterfaceAnalyzer())
        {
            Sources = ["public interface I : IMissing { static abstract int Size { get; } [Cached] int Get(int id); }"],
            AllowsErrors = true,
        }.RunAsync(TestContext.Current.CancellationToken);
}
