using Microsoft.CodeAnalysis;

namespace Rote.Analyzers.Tests;

/// <summary>ROTE1001 reports what the definition says it reports.</summary>
public sealed class PerElementCallTests
{
    private static readonly CaseFile Cases = CaseFile.Read("ROTE1001.reports.txt");

    public static TheoryData<string> Warnings => Cases.Keys("Loops", "Exits", "AlmostInfos");

    public static TheoryData<string> Infos => Cases.Keys("Infos");

    [Theory]
    [MemberData(nameof(Warnings))]
    public Task Analyze_CallPerElement_Warns(string key)
        => StoreCode.PerElement(Cases.Single(key)).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Infos))]
    public Task Analyze_PacedOrTinyLoop_Informs(string key)
        => StoreCode.PerElement(Cases.Single(key), DiagnosticSeverity.Info).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Analyze_RateLimitedLoop_Informs()
    {
        const string Limiter = """
            namespace System.Threading.RateLimiting;

            public class RateLimiter
            {
                public ValueTask<IDisposable> AcquireAsync(int permits, CancellationToken ct) => default;
            }

            public sealed class TokenBucketRateLimiter : RateLimiter;
            """;
        const string Statements = """
            var limiter = new System.Threading.RateLimiting.TokenBucketRateLimiter();
            foreach (var id in ids)
            {
                using var lease = await limiter.AcquireAsync(1, ct);
                await [|store.DeleteAsync(id)|];
            }
            """;
        return new Rote.Testing.AnalyzerTest(new Rules.ROTE1001PerElementCallAnalyzer())
        {
            Support = [StoreCode.Store, Limiter],
            Sources = [StoreCode.Around(Statements)],
            Severity = DiagnosticSeverity.Info,
        }.RunAsync(TestContext.Current.CancellationToken);
    }
}
