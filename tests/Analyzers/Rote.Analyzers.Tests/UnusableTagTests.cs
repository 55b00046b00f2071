using Rote.Analyzers.Rules;
using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>ROTE2031: which parameters cannot become tags, and why.</summary>
public sealed class UnusableTagTests
{
    private const string Types = "public enum None { } public enum Kind { A, B } public enum Big { "
        + "A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z, AA, AB, AC, AD, AE, AF } ";

    [Theory]
    [InlineData(
        "[Monitored] int Get([Scope, {|ROTE2031:MonitoredTag(\"t\")|}] bool p);",
        "it is a [Scope]: the names of users and tenants belong in no telemetry")]
    [InlineData(
        "[Monitored] int Get([{|ROTE2031:MonitoredTag(\"t\")|}] string p);", "a string needs the Values that are told apart")]
    [InlineData("[Monitored] int Get([{|ROTE2031:MonitoredTag(\"t\")|}] int p);", "its type is no enum, bool or string")]
    [InlineData("[Monitored] int Get([{|ROTE2031:MonitoredTag(\"t\")|}] None p);", "its enum has no members")]
    [InlineData("[Monitored] int Get<T>([{|ROTE2031:MonitoredTag(\"t\")|}] T p);", "its type is no enum, bool or string")]
    [InlineData("[Monitored] void Get([{|ROTE2031:MonitoredTag(\"t\")|}] out bool p);", "it is written by the method")]
    [InlineData("[Cached] int Get([{|ROTE2031:MonitoredTag(\"t\")|}] bool p);", "its method is not [Monitored]")]
    [InlineData("[Monitored] int Get([{|ROTE2031:MonitoredTag(\"\")|}] bool p);", "the tag has no name")]
    [InlineData(
        "[Monitored] int Get([{|ROTE2031:MonitoredTag(\"error.type\")|}] bool p);", "the tag 'error.type' is the runtime's own")]
    [InlineData(
        "[Monitored] int Get([MonitoredTag(\"t\")] bool a, [{|ROTE2031:MonitoredTag(\"t\")|}] bool p);",
        "another parameter has the tag 't'")]
    [InlineData(
        "[Monitored] int Get([MonitoredTag(\"a\")] bool a, [MonitoredTag(\"b\")] bool b, [MonitoredTag(\"c\")] bool c, "
            + "[{|ROTE2031:MonitoredTag(\"d\")|}] bool p);",
        "a method has three tags at most")]
    [InlineData(
        "[Monitored] int Get([MonitoredTag(\"a\")] Big a, [{|ROTE2031:MonitoredTag(\"b\")|}] bool p);",
        "the tags of a method have 64 combinations of values at most, with one other value for each")]
    public Task Analyze_CannotBecomeATag_SaysWhy(string member, string reason)
        => new AnalyzerTest(new ROTE2031UnusableTagAnalyzer())
        {
            Sources = [$"{Types} public interface I {{ {member} }}"],
            Messages = [$"'p' cannot become a tag: {reason}"],
        }.RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("[Monitored] int Get([MonitoredTag(\"a\")] bool a, [MonitoredTag(\"b\")] Kind? b)"
        + "; [Monitored] int Get([MonitoredTag(\"c\")] bool? c);")]
    [InlineData("[Monitored] int Get([MonitoredTag(\"a\", Values = [\"x\", \"y\"])] string? a);")]
    [InlineData("[Monitored] int Get([MonitoredTag(\"a\")] in Kind a);")]
    [InlineData("[Monitored] int Get([MonitoredTag(\"a\")] Big a);")]
    [InlineData("int Get(string p);")]
    public Task Analyze_CanBecomeATag_StaysSilent(string member)
        => new AnalyzerTest(new ROTE2031UnusableTagAnalyzer()) { Sources = [$"{Types} public interface I {{ {member} }}"] }
            .RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Analyze_ClassMember_IsNobodysAspect()
        => new AnalyzerTest(new ROTE2031UnusableTagAnalyzer())
        {
            Sources = ["public class C { public int Get([MonitoredTag(\"t\")] int p) => p; }"],
        }.RunAsync(TestContext.Current.CancellationToken);
}
