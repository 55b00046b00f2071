using Microsoft.CodeAnalysis;

namespace Rote.Analyzers.Tests;

/// <summary>ROTE1001 on code as repositories have it: state objects, tiers, memos, semaphores, cancellation.</summary>
public sealed class PerElementFieldTests
{
    private const string Helpers = """
        public sealed class Run
        {
            public string User { get; set; } = "";

            public string? Cursor { get; set; }

            public string? Last => Cursor;

            public bool IsStopped { get; set; }

            public int Hits { get; set; }

            public List<Memory?> Found { get; } = [];

            public Dictionary<string, Memory?> ById { get; } = [];
        }

        public interface IMemory
        {
            bool TryGetValue(object key, out object? value);
        }

        public sealed class SomeMemory : IMemory
        {
            public bool TryGetValue(object key, out object? value) => (value = null) is null;
        }

        public static class MemoryExtensions
        {
            public static bool TryGetValue<T>(this IMemory memory, object key, out T? value)
                => (value = default) is null && memory is null;

            public static T Set<T>(this IMemory memory, object key, T value) => value;
        }
        """;

    private static readonly CaseFile Cases = CaseFile.Read("ROTE1001.field.txt");

    public static TheoryData<string> Warnings => Cases.Keys("Warns");

    public static TheoryData<string> Infos => Cases.Keys("Informs");

    public static TheoryData<string> LookAlikes => Cases.Keys("Silent");

    [Theory]
    [MemberData(nameof(Warnings))]
    [MemberData(nameof(LookAlikes))]
    public Task Analyze_FieldCode_WarnsWhereMarked(string key) => RunAsync(key, DiagnosticSeverity.Warning);

    [Theory]
    [MemberData(nameof(Infos))]
    public Task Analyze_TinyFieldCode_Informs(string key) => RunAsync(key, DiagnosticSeverity.Info);

    private static Task RunAsync(string key, DiagnosticSeverity severity)
        => new Rote.Testing.AnalyzerTest(new Rules.ROTE1001PerElementCallAnalyzer())
        {
            Support = [StoreCode.Store, Helpers],
            Sources = [StoreCode.Around(Cases.Single(key))],
            Severity = severity,
        }.RunAsync(TestContext.Current.CancellationToken);
}
