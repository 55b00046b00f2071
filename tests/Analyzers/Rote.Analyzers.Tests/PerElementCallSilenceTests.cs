using Rote.Testing;

namespace Rote.Analyzers.Tests;

/// <summary>The look-alikes at which ROTE1001 stays silent, class by class. docs/rules/ROTE1001.md lists the classes.</summary>
public sealed class PerElementCallSilenceTests
{
    private static readonly CaseFile Cases = CaseFile.Read("ROTE1001.silent.txt");

    public static TheoryData<string> LookAlikes => Cases.Keys();

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public Task Analyze_LookAlike_StaysSilent(string key)
    {
        const string Helpers = """
            public sealed class Node
            {
                public string Id { get; set; } = "";

                public Node? Next { get; set; }
            }

            public sealed class ElementTransaction : IDisposable
            {
                public void Complete()
                {
                }

                public void Dispose()
                {
                }
            }
            """;
        return new AnalyzerTest(new Rules.ROTE1001PerElementCallAnalyzer())
        {
            Support = [StoreCode.Store, Helpers],
            Sources = [StoreCode.Around(Cases.Single(key))],
        }.RunAsync(TestContext.Current.CancellationToken);
    }
}
