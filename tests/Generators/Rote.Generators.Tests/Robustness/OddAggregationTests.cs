namespace Rote.Generators.Tests.Robustness;

/// <summary>Aggregated shapes whose names, annotations or overloads get in the way. All compile without a warning.</summary>
public sealed class OddAggregationTests
{
    private const string List = "IReadOnlyList<Rote.Buffering.Aggregate<string>>";

    [Theory]
    [InlineData($"[Aggregated(\"S\")] Task R(string @event, int @value, CancellationToken @default); Task S({List} @class);")]
    [InlineData(
        $"[Aggregated(\"S\")] ValueTask R(string group, string series, double token); "
            + $"ValueTask S(string group, {List} inner);")]
    [InlineData($"[Aggregated(\"S\")] Task R([DisallowNull] string series, float v); Task S({List} all);")]
    [InlineData(
        $"[Aggregated(\"S\")] Task R(string series = \"x\", int v = 3, DateTimeOffset at = default); "
            + $"Task S({List} all);")]
    [InlineData(
        "[Aggregated(\"S\")] Task R(string t, string s, int v); "
            + $"Task S(bool deep = false, string t = \"\", {List}? all = null);")]
    [InlineData($"[Aggregated(\"S\")] Task R(string s, int v); Task S(int[] other); Task S({List} all); Task S(string[] more);")]
    [InlineData("[Aggregated(\"S\")] Task R((int, string?) s, int v); Task S(Rote.Buffering.Aggregate<(int, string?)>[] all);")]
    [InlineData(
        "[Aggregated(\"S\")] Task R(int a, string? b, int c, [Sample] ulong v); "
            + "Task S(ICollection<Rote.Buffering.Aggregate<(int A, string? B, int C)>> all);")]
    [InlineData(
        "[Aggregated(\"S\"), Monitored, Invalidates(All = true)] Task R(string s, int v); "
            + $"Task S({List} all); [Cached] int G();")]
    [InlineData(
        $"[Aggregated(\"S\", BucketSeconds = -1, NonFinite = (Rote.Buffering.NonFiniteSamples)7)] "
            + $"Task R(string s, int v); Task S({List} all);")]
    [InlineData($"[Aggregated(\"S\"), Obsolete] Task R(string s, int v); Task S({List} all);")]
    public void Emit_OddShape_IsFoldedAndCompiles(string members)
        => Assert.Contains("Aggregator.AddAsync(", Emit($"public interface IStore {{ {members} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "public interface IStore<T> { [Aggregated(\"S\")] Task R(T s, int v); "
            + "Task S(Rote.Buffering.Aggregate<T>[] all); }")]
    [InlineData($"public interface IStore {{ [Aggregated(\"S\")] Task R<T>(string s, int v); Task S({List} all); }}")]
    [InlineData(
        $"public interface IStore {{ [Aggregated(\"S\")] Task R(string s, int v); "
            + $"static Task S({List} all) => null!; }}")]
    [InlineData($"public interface IStore {{ [Aggregated(\"S\")] Task R(string s, in int v); Task S({List} all); }}")]
    [InlineData(
        $"public interface IStore {{ [Aggregated(\"S\")] Task R(string s, int v); "
            + $"[Obsolete(\"\", true)] Task S({List} a); }}")]
    [InlineData($"public interface IStore {{ [Aggregated(\"S\")] Task R(string s, int v); Task S({List} a, {List} b); }}")]
    [InlineData($"public interface IStore {{ [Aggregated(\"S\")] Task R(string s, int v); void S({List} a); }}")]
    [InlineData(
        "public interface IStore { [Aggregated(\"S\")] Task R(string s, int v); "
            + "Task S(Rote.Buffering.Aggregate<string?>[] a); }")]
    [InlineData("public interface IStore { [Aggregated(\"S\")] Task R(string s, int v); Task S(IEnumerable<Guid> a); }")]
    [InlineData(
        "public interface IStore { [Aggregated(\"S\")] Task R(int? s, double v); "
            + "Task S(Rote.Buffering.Aggregate<int?>[] a); }")]
    public void Emit_ShapeThatDoesNotFit_IsForwarded(string source)
        => Assert.DoesNotContain("Aggregator", Emit("#pragma warning disable CS8714\n" + source), StringComparison.Ordinal);

    [Fact]
    public void Emit_NullableObliviousAndInherited_IsFolded()
    {
        Assert.Contains(
            "Aggregator.AddAsync(",
            Emit(
                "#nullable disable\n"
                + $"public interface IStore {{ [Aggregated(\"S\")] Task R(string s, int v); Task S({List} a); }}"),
            StringComparison.Ordinal);
        Assert.Contains(
            "((global::Demo.ILeft)Inner(",
            Emit(
                $"public interface ILeft {{ Task S({List} a); }} public interface IRight {{ Task S({List} a); }} "
                + "public interface IStore : ILeft, IRight { [Aggregated(\"S\")] Task R(string s, int v); }"),
            StringComparison.Ordinal);
    }

    private static string Emit(string source)
        => DecoratorVerifier.Run("namespace Demo;\n" + source).Files
            .First(file => file.Key.StartsWith("Demo.IStore", StringComparison.Ordinal)).Value;
}
