using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Rote.Bench.Figures;

/// <summary>One BenchmarkDotNet run in this process, and the figures read from it.</summary>
/// <remarks>In process, because a child project would inherit this repository's build settings.</remarks>
internal sealed class BenchmarkSession
{
    private readonly Summary _summary;

    private BenchmarkSession(Summary summary) => _summary = summary;

    /// <summary>Runs every benchmark of a class; the log goes to standard error, the tables to the artifacts folder.</summary>
    public static BenchmarkSession Run<TBenchmarks>()
    {
        using var log = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Median)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(new StreamLogger(log));
        var summary = BenchmarkRunner.Run<TBenchmarks>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.IsEmpty || summary.Reports.Any(report => !report.Success))
        {
            throw new InvalidOperationException($"The benchmarks of {typeof(TBenchmarks).Name} did not run; the log is above.");
        }

        return new(summary);
    }

    /// <summary>The median time of a benchmark, in nanoseconds.</summary>
    public double MedianNanoseconds(string method) => ReportOf(method).ResultStatistics!.Median;

    /// <summary>Bytes that one call of a benchmark allocates.</summary>
    public double AllocatedBytes(string method)
    {
        var report = ReportOf(method);
        return report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)
            ?? throw new InvalidOperationException($"The memory diagnoser gave no figure for {method}.");
    }

    private BenchmarkReport ReportOf(string method)
        => _summary.Reports.Single(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method);
}
